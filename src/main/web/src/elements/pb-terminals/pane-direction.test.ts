import { expect, test } from 'vitest';
import { mayTurn, directionIn } from './pane-direction.ts';

test('two terminals lie beside each other where both have room for lines', () => {
  expect(directionIn(1200, undefined)).toBe('beside');
  expect(directionIn(760, undefined)).toBe('stacked');
  expect(directionIn(760, 'beside')).toBe('beside');
  expect(directionIn(1200, 'stacked')).toBe('stacked');
});

test('on a phone there is no choice', () => {
  expect(directionIn(360, 'beside')).toBe('stacked');
  expect(mayTurn(360)).toBe(false);
  expect(mayTurn(760)).toBe(true);
});
