import { expect, test } from 'vitest';
import { mayTurn, wayIn } from './panes-way.ts';

test('two terminals lie beside each other where both have room for lines', () => {
  expect(wayIn(1200, undefined)).toBe('beside');
  expect(wayIn(760, undefined)).toBe('stacked');
  expect(wayIn(760, 'beside')).toBe('beside');
  expect(wayIn(1200, 'stacked')).toBe('stacked');
});

test('on a phone there is no choice', () => {
  expect(wayIn(360, 'beside')).toBe('stacked');
  expect(mayTurn(360)).toBe(false);
  expect(mayTurn(760)).toBe(true);
});
