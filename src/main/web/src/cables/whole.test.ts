import { expect, test } from 'vitest';
import { columnsOf } from './whole.ts';

test('a text is as wide as its longest line', () => {
  expect(columnsOf('ab\nabcd\n')).toBe(4);
  expect(columnsOf('你的 a')).toBe(6);
  expect(columnsOf('')).toBe(1);
});
