import { expect, test } from 'vitest';
import type { Journey } from '../protocol/messages.ts';
import { begins, choiceAmong, chosenFrame, watchBegun } from './frame-choice.ts';

const journeys = (...numbers: number[]): Journey[] => numbers.map((number) => ({ number, caption: '', at: '', hops: [] }));

test('the first frame of a new watch is chosen, whatever was chosen before', () => {
  const before = { ...chosenFrame(2), hop: 3 };
  const waiting = watchBegun(before, journeys(1, 2, 3));
  expect(choiceAmong(waiting, journeys(1, 2, 3))).toMatchObject({ frame: 2, hop: 3 });
  expect(choiceAmong(waiting, journeys(1, 2, 3, 4, 5))).toEqual(chosenFrame(4));
});

test('the frames that follow it change nothing', () => {
  const first = choiceAmong(watchBegun(chosenFrame(undefined), []), journeys(1));
  expect(choiceAmong(first, journeys(1, 2, 3))).toEqual(chosenFrame(1));
});

test('a choice during the watch stays', () => {
  expect(choiceAmong(chosenFrame(1), journeys(1, 2, 3))).toEqual(chosenFrame(1));
});

test('a watch begins once, and again after its end', () => {
  const now = { state: 'now', seconds: 5 } as const;
  const done = { state: 'done', frames: 2, complete: true } as const;
  expect(begins(undefined, now)).toBe(true);
  expect(begins(now, { ...now, seconds: 4 })).toBe(false);
  expect(begins(now, done)).toBe(false);
  expect(begins(done, now)).toBe(true);
});
