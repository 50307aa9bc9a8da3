import { expect, test } from 'vitest';
import { bytesOf, withCtrl } from './touch-keys.ts';

test('arrows follow the mode that the program has set', () => {
  expect(bytesOf('up', false, false)).toBe('\x1b[A');
  expect(bytesOf('up', false, true)).toBe('\x1bOA');
  expect(bytesOf('left', true, true)).toBe('\x1b[1;5D');
  expect(bytesOf('tab', false, false)).toBe('\t');
  expect(bytesOf('escape', true, false)).toBe('\x1b');
});

test('Ctrl converts characters that have a control character', () => {
  expect(withCtrl('c')).toBe('\x03');
  expect(withCtrl('C')).toBe('\x03');
  expect(withCtrl('[')).toBe('\x1b');
  expect(withCtrl(' ')).toBe('\x00');
  expect(withCtrl('?')).toBe('\x7f');
  for (const plain of ['1', 'é', 'cd', '\x1b[A', '你', '']) {
    expect(withCtrl(plain)).toBe(plain);
  }
});
