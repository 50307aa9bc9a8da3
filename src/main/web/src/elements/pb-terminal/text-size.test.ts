import { expect, test } from 'vitest';
import { LARGEST, SMALLEST, resized, sizeFrom } from './text-size.ts';

test('the text grows and shrinks by a pixel within its bounds', () => {
  expect(resized('larger', 14, 14)).toBe(15);
  expect(resized('smaller', 14, 14)).toBe(13);
  expect(resized('larger', LARGEST, 14)).toBe(LARGEST);
  expect(resized('smaller', SMALLEST, 14)).toBe(SMALLEST);
  expect(resized('usual', 20, 14)).toBe(14);
});

test('a stored size must be valid', () => {
  expect(sizeFrom('18', 14)).toBe(18);
  for (const rubbish of [undefined, '', '0', '7', '33', '1e9', '12.5', 'large', 'NaN']) {
    expect(sizeFrom(rubbish, 14)).toBe(14);
  }
});
