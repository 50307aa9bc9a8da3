import { expect, test } from 'vitest';
import type { StepInfo, Verdict, VerdictState } from '../protocol/messages.ts';
import { nothingKnown } from './lab-state.ts';
import { taskToTell, verdictNews } from './verdict-news.ts';

const verdict = (state: VerdictState, text?: string): Verdict => ({
  state,
  points: 1,
  ...(text === undefined
    ? {}
    : { reason: text, diagnosis: { layer: 'link', layerName: 'Link', about: 'veth0', text, sound: [], evidence: [] } }),
});
const names = (before: Record<string, Verdict>, after: Record<string, Verdict>) => verdictNews(before, after).map(({ name }) => name);

test('a pass is news once, a failure whenever its reason changes', () => {
  expect(names({}, { 's/a': verdict('passed') })).toEqual(['s/a']);
  expect(names({ 's/a': verdict('passed') }, { 's/a': verdict('passed') })).toEqual([]);
  expect(names({ 's/a': verdict('regressed') }, { 's/a': verdict('passed') })).toEqual([]);
  expect(names({ 's/a': verdict('failed', 'down') }, { 's/a': verdict('failed', 'down') })).toEqual([]);
  expect(names({ 's/a': verdict('failed', 'down') }, { 's/a': verdict('failed', 'no address') })).toEqual(['s/a']);
  expect(names({ 's/a': verdict('passed') }, { 's/a': verdict('regressed') })).toEqual(['s/a']);
  expect(names({}, { 's/a': verdict('inconclusive', 'busy') })).toEqual(['s/a']);
});

test('an open or holding task is no news', () => {
  for (const state of ['open', 'holding'] as const) {
    expect(names({ 's/a': verdict('failed', 'down') }, { 's/a': verdict(state) })).toEqual([]);
  }
});

test('the newest verdict is shown, else the next open task of the displayed step', () => {
  const verdicts = { 'r/z': verdict('passed'), 's/a': verdict('passed'), 's/b': verdict('open'), 's/c': verdict('failed') };
  const told = (step: string, news?: string) => taskToTell({ ...nothingKnown, verdicts }, step, news)?.name;
  expect(told('s')).toBe('s/b');
  expect(told('s', 's/c')).toBe('s/c');
  expect(told('r')).toBe('r/z');
  expect(told('other')).toBeUndefined();
});

const reading = (id: string, index: number): StepInfo => ({ id, index, title: id, state: 'done' });

test('a verdict of another step is told with its step', () => {
  const steps = [reading('r', 0), reading('s', 1)];
  const verdicts = { 'r/z': verdict('regressed'), 's/a': verdict('open') };
  const told = (step: string) => taskToTell({ ...nothingKnown, steps, verdicts }, step, 'r/z');
  expect(told('s')).toMatchObject({ name: 'r/z', elsewhere: steps[0] });
  expect(told('r')?.elsewhere).toBeUndefined();
});

test.each(['open', 'holding'] as const)('after going back, a task that is %s again is no longer the newest verdict', (state) => {
  const verdicts = { 'r/z': verdict(state), 's/a': verdict('passed'), 's/b': verdict('open') };
  expect(taskToTell({ ...nothingKnown, verdicts }, 's', 'r/z')?.name).toBe('s/b');
});
