import { expect, test } from 'vitest';
import { backoff } from './backoff.ts';

test('doubles from a quarter of a second up to ten seconds', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 100].map((failures) => backoff(failures, 0))).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
});

test('subtracts at most half, so that a class does not reconnect at once', () => {
  expect(backoff(3, 0.999)).toBeGreaterThan(500);
  expect(backoff(3, 0.5)).toBe(750);
});
