import { expect, test } from 'vitest';
import { lastNotAfter, Timeline } from './timeline.ts';

test('long pauses are shortened, and only those', () => {
  const timeline = new Timeline([1, 1.5, 3601.5, 3602], 2);
  expect(timeline.duration).toBe(4);
  expect([0, 1, 1.25, 1.5, 3601.5, 3602].map((at) => timeline.played(at))).toEqual([0, 1, 1.25, 1.5, 3.5, 4]);
});

test('a time within a shortened pause is before the events after the pause', () => {
  const timeline = new Timeline([1, 3601], 2);
  expect(timeline.played(2)).toBe(2);
  expect(timeline.played(1800)).toBe(3);
  expect(timeline.played(9999)).toBe(3);
});

test('a playback time gives its recorded time', () => {
  const times = [0.123456, 0.2, 77.654321, 77.7, 9000.000001];
  const timeline = new Timeline(times, 2);
  for (const time of times) {
    expect(timeline.recorded(timeline.played(time))).toBe(time);
  }
  expect(timeline.recorded(-1)).toBe(0);
  expect(timeline.recorded(1e9)).toBe(9000.000001);
});

test('a recording without events has no duration', () => {
  expect(new Timeline([], 2).duration).toBe(0);
  expect(new Timeline([], 2).played(5)).toBe(0);
});

test('the last value that is not above another is found', () => {
  expect([-1, 0, 1, 4, 5, 9].map((value) => lastNotAfter([0, 2, 4, 6], value))).toEqual([0, 0, 0, 2, 2, 3]);
});
