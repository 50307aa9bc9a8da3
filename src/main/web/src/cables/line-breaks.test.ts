import { expect, test } from 'vitest';
import { columnWidth } from './line-breaks.ts';

test('a text is as wide as its longest line', () => {
  expect(columnWidth('ab\nabcd\n')).toBe(4);
  expect(columnWidth('你的 a')).toBe(6);
  expect(columnWidth('')).toBe(1);
});
