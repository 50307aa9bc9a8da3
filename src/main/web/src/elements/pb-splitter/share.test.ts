import { expect, test } from 'vitest';
import { shareByKey, shareByPointer, shareFrom } from './share.ts';

const bounds = { least: 25, most: 70 };

test('the arrows along its way move it, within its bounds', () => {
  expect(shareByKey('ArrowLeft', 'beside', 40, bounds)).toBe(38);
  expect(shareByKey('ArrowRight', 'beside', 69, bounds)).toBe(70);
  expect(shareByKey('ArrowUp', 'beside', 40, bounds)).toBeUndefined();
  expect(shareByKey('ArrowUp', 'stacked', 26, bounds)).toBe(25);
  expect(shareByKey('ArrowDown', 'stacked', 40, bounds)).toBe(42);
  expect(shareByKey('ArrowLeft', 'stacked', 40, bounds)).toBeUndefined();
  expect(shareByKey('Home', 'stacked', 40, bounds)).toBe(25);
  expect(shareByKey('End', 'beside', 40, bounds)).toBe(70);
  expect(shareByKey('x', 'beside', 40, bounds)).toBeUndefined();
});

test('it follows the pointer in the box that it divides', () => {
  const box = { left: 100, top: 50, width: 400, height: 200 };
  expect(shareByPointer({ clientX: 300, clientY: 0 }, 'beside', box, bounds)).toBe(50);
  expect(shareByPointer({ clientX: 0, clientY: 150 }, 'stacked', box, bounds)).toBe(50);
  expect(shareByPointer({ clientX: 900, clientY: 0 }, 'beside', box, bounds)).toBe(70);
});

test('a stored share must be a number', () => {
  expect(shareFrom('40', bounds)).toBe(40);
  expect(shareFrom('99', bounds)).toBe(70);
  for (const rubbish of [undefined, '', 'wide', '-3', '0']) {
    expect(shareFrom(rubbish, bounds)).toBeUndefined();
  }
});
