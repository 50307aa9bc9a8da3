import { expect, test } from 'vitest';
import type { TerminalInfo } from '../protocol/messages.ts';
import { panesOf, split, turnedTo, unsplit, type PaneChoice } from './panes.ts';

const terminal = (id: string): TerminalInfo => ({ id, name: id, namespace: 'init', busy: false, ended: false });
const three = ['a', 'b', 'c'].map(terminal);

function seen(choice: PaneChoice, terminals = three): string {
  const { active, beside } = panesOf(choice, terminals);
  return `${active?.id ?? '-'}|${beside?.id ?? '-'}`;
}

test('the first terminal is shown until another is chosen', () => {
  expect(seen({})).toBe('a|-');
  expect(seen({ terminal: 'b' })).toBe('b|-');
  expect(seen({ terminal: 'b', beside: 'c' })).toBe('b|c');
  expect(seen({ terminal: 'b', beside: 'b' })).toBe('b|-');
  expect(seen({}, [])).toBe('-|-');
});

test('when one of two is gone, the other takes its place', () => {
  expect(seen({ terminal: 'gone', beside: 'c' })).toBe('c|-');
  expect(seen({ terminal: 'b', beside: 'gone' })).toBe('b|-');
});

test('another terminal takes the place of the active one, and the one beside stays', () => {
  expect(seen(turnedTo({ terminal: 'a', beside: 'b' }, three, 'c'))).toBe('c|b');
  expect(seen(turnedTo({ terminal: 'a', beside: 'b' }, three, 'b'))).toBe('b|a');
  expect(seen(turnedTo({ terminal: 'a', beside: 'b' }, three, 'a'))).toBe('a|b');
  expect(seen(turnedTo({ beside: 'b' }, three, 'b'))).toBe('b|-');
  expect(seen(turnedTo({}, three, 'c'))).toBe('c|-');
});

test('a split shows the next terminal too, the last one the one before it', () => {
  expect(seen(split({}, three)!)).toBe('a|b');
  expect(seen(split({ terminal: 'c' }, three)!)).toBe('c|b');
  expect(split({}, [terminal('a')])).toBeUndefined();
  expect(split({}, [])).toBeUndefined();
  expect(seen(unsplit({ terminal: 'b', beside: 'a' }, three))).toBe('b|-');
});
