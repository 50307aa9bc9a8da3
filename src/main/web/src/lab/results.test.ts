import { expect, test } from 'vitest';
import { applyMessage, nothingKnown, type LabNews } from './lab-state.ts';
import { resultsByStep } from './results.ts';

const step = (id: string, index: number): LabNews => ({
  type: 'step',
  step: { id, index, title: id.toUpperCase(), state: 'done' },
});
const judged = (id: string, task: string, state: 'passed' | 'failed' | 'inconclusive', points: number): LabNews => ({
  type: 'task',
  step: id,
  task,
  verdict: { state, points },
});

test('each step has the points of its tasks; a step with only text has no line', () => {
  const state = [
    step('a', 0),
    step('read', 1),
    step('a-b', 2),
    judged('a', 'one', 'passed', 2),
    judged('a', 'two', 'failed', 3),
    judged('a-b', 'one', 'inconclusive', 4),
  ].reduce(applyMessage, nothingKnown);
  expect(resultsByStep(state).map(({ step: { id }, reached, of }) => [id, reached, of])).toEqual([
    ['a', 2, 5],
    ['a-b', 0, 4],
  ]);
});
