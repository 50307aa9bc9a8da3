import { expect, test } from 'vitest';
import { readCast, widest } from './cast.ts';

const HEADER = '{"version": 2, "width": 80, "height": 24, "timestamp": 1732468800}\n';

test('reads sizes, times and output', () => {
  const cast = readCast(`${HEADER}[0.25, "o", "root@lab:~# "]\n[1.5, "r", "100x30"]\n[2.0, "m", "$ ip link"]\n`);
  expect(cast).toEqual({
    columns: 80,
    rows: 24,
    began: 1732468800,
    events: [
      [0.25, 'o', 'root@lab:~# '],
      [1.5, 'r', '100x30'],
      [2, 'm', '$ ip link'],
    ],
  });
  expect(widest(cast!)).toBe(100);
});

test('plays the complete part of a recording that was cut at any byte', () => {
  const whole = `${HEADER}[0.25, "o", "eins"]\n[1.5, "o", "\\u001b[31mzwei"]\n`;
  for (let length = HEADER.length; length <= whole.length; length++) {
    const cast = readCast(whole.slice(0, length));
    const lines = whole.slice(HEADER.length, length).split('\n').length - 1;
    // A last line may be complete without its newline.
    expect([lines, lines + 1]).toContain(cast?.events.length);
  }
  expect(readCast(`${HEADER}[0.25, "o", "eins"]\n\0\0\0\0\0`)?.events).toHaveLength(1);
});

test('skips invalid events, and times never decrease', () => {
  const cast = readCast(`${HEADER}rubbish\n[3, "o", "a"]\n[1, "o", "b"]\n["x", "o", "c"]\n[4]\n[5, "r", "99999x1"]\n{}\n[6, "o", 7]\n`);
  expect(cast?.events).toEqual([
    [3, 'o', 'a'],
    [3, 'o', 'b'],
  ]);
});

test('is distinguished from other files', () => {
  expect(readCast('')).toBeUndefined();
  expect(readCast('<!doctype html>')).toBeUndefined();
  expect(readCast('{"version": 1}')).toBeUndefined();
});
