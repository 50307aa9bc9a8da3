import { expect, test } from 'vitest';
import { bounded, byWheel, fitting, readableSize, stepped } from './scale.ts';

test('a large picture fits its place, a small one stays as it is', () => {
  expect(fitting({ width: 2000, height: 500 }, { width: 1000, height: 400 })).toBe(0.5);
  expect(fitting({ width: 1000, height: 800 }, { width: 1000, height: 400 })).toBe(0.5);
  expect(fitting({ width: 100, height: 50 }, { width: 1000, height: 400 })).toBe(1);
});

test('a step back undoes a step, and no step leads out of bounds', () => {
  expect(stepped(stepped(1, 1), -1)).toBeCloseTo(1);
  const ends = ([1, -1] as const).map((direction) => {
    let scale = 1;
    for (let i = 0; i < 50; i++) {
      scale = stepped(scale, direction);
    }
    return scale;
  });
  expect(ends).toEqual([bounded(Infinity), bounded(0)]);
});

test('turning the wheel back zooms out, in pixels or in lines', () => {
  expect(byWheel(1, { deltaY: 100, deltaMode: 0 })).toBeLessThan(1);
  expect(byWheel(1, { deltaY: -3, deltaMode: 1 })).toBeGreaterThan(1);
});

test('zoomed out, a name is as large as needed to be legible, or as its box allows', () => {
  const room = { width: 100, height: 30 };
  expect(readableSize('eth0', 13, room, 1)).toBe(13);
  expect(readableSize('eth0', 13, room, 0.5)).toBe(23);
  expect(readableSize('eth0', 13, room, 0.1)).toBe(30);
  expect(readableSize('a-long-name', 13, room, 0.5)).toBeLessThan(16);
  expect(readableSize('a-very-long-name-of-a-device', 13, room, 0.5)).toBe(13);
});
