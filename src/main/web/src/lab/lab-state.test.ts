import { expect, test } from 'vitest';
import { awaitsAnswer, applyMessage, nothingKnown, onlyReads, points, reached, terminalsOf, toDo, type LabNews } from './lab-state.ts';

const after = (...events: LabNews[]) => events.reduce(applyMessage, nothingKnown);

test('a verdict replaces the one before, and only that', () => {
  const state = after(
    { type: 'task', step: 's', task: 'a', verdict: { state: 'open', points: 2 } },
    { type: 'task', step: 's', task: 'b', verdict: { state: 'failed', points: 1 } },
    { type: 'task', step: 's', task: 'a', verdict: { state: 'passed', points: 2 } },
  );
  expect(state.verdicts['s/a']?.state).toBe('passed');
  expect(state.verdicts['s/b']?.state).toBe('failed');
});

test('steps stand in their order, however they arrive, and keep their text when only the state changes', () => {
  const state = after(
    { type: 'step', step: { id: 'b', index: 1, title: 'B', state: 'locked' } },
    { type: 'step', step: { id: 'a', index: 0, title: 'A', state: 'open', html: '<p>' } },
    { type: 'step', step: { id: 'a', index: 0, title: 'A', state: 'done' } },
  );
  expect(state.steps.map((step) => step.id)).toEqual(['a', 'b']);
  expect(state.steps[0]).toMatchObject({ state: 'done', html: '<p>' });
});

test('points count passed tasks, even if regressed, and right answers', () => {
  const state = after(
    { type: 'task', step: 's', task: 'a', verdict: { state: 'regressed', points: 2 } },
    { type: 'task', step: 's', task: 'b', verdict: { state: 'open', points: 3 } },
    { type: 'question', step: 's', question: 'q', state: { correct: true, attemptsLeft: 0, points: 1 } },
  );
  expect(points(state)).toEqual({ reached: 3, of: 6 });
});

test('a replaced machine has another number; a waiting or reconnecting one has not', () => {
  const phase = (name: 'waiting' | 'starting' | 'ready' | 'lost'): LabNews => ({
    type: 'provisioning',
    provisioning: { phase: name },
  });
  expect(after(phase('waiting'), phase('starting'), phase('ready')).machine).toBe(0);
  expect(after(phase('ready'), phase('lost'), phase('lost'), phase('starting'), phase('ready')).machine).toBe(1);
});

test('a rewind gives another machine at once, and marks its terminals', () => {
  const phase = (name: 'rewinding' | 'starting' | 'ready' | 'connecting'): LabNews => ({
    type: 'provisioning',
    provisioning: { phase: name },
  });
  const rewinding = after(phase('ready'), phase('rewinding'), phase('rewinding'));
  expect(rewinding.machine).toBe(1);
  expect(terminalsOf(rewinding).map((terminal) => terminal.id)).toEqual(['t1']);
  const rewound = applyMessage(rewinding, phase('ready'));
  expect([rewound.machine, rewound.rewound]).toEqual([1, 1]);
});

test('a connected terminal means that its machine is ready, unless another is starting', () => {
  const phase = (name: 'starting' | 'ready' | 'rewinding' | 'lost'): LabNews => ({
    type: 'provisioning',
    provisioning: { phase: name },
  });
  const starting = after(phase('starting'));
  const there = reached(starting, 0);
  expect([there.provisioning.phase, there.terminals.map((terminal) => terminal.id)]).toEqual(['ready', ['t1']]);
  expect(applyMessage(there, phase('ready')).machine).toBe(0);
  const rewinding = after(phase('ready'), phase('rewinding'));
  expect(reached(rewinding, 0)).toBe(rewinding);
  expect(reached(rewinding, 1)).toMatchObject({ machine: 1, rewound: 1, provisioning: { phase: 'ready' } });
  const lost = after(phase('ready'), phase('lost'));
  expect(reached(lost, 0)).toBe(lost);
});

test('earned points count, even while a task is open again', () => {
  const state = {
    ...after({ type: 'task', step: 's', task: 'a', verdict: { state: 'open', points: 2 } }),
    earned: ['s/a'],
  };
  expect(points(state)).toEqual({ reached: 2, of: 2 });
});

test('a shown task earns its remaining points, and its full points remain available', () => {
  const state = after(
    { type: 'task', step: 's', task: 'a', verdict: { state: 'passed', points: 2 } },
    { type: 'task', step: 's', task: 'b', verdict: { state: 'passed', points: 3 } },
    { type: 'shown', step: 's', task: 'a', earns: 0 },
  );
  expect(points(state)).toEqual({ reached: 3, of: 5 });
});

test('there is something to show while the step is open and has a task that was never passed', () => {
  const open: LabNews = { type: 'step', step: { id: 's', index: 0, title: 'S', state: 'open' } };
  const task = (state: 'failed' | 'regressed'): LabNews => ({
    type: 'task',
    step: 's',
    task: 'a',
    verdict: { state, points: 1 },
  });
  expect(toDo(after(open), 's')).toBe(false);
  expect(toDo(after(open, task('failed')), 's')).toBe(true);
  expect(toDo(after(open, task('regressed')), 's')).toBe(false);
  expect(toDo(after(task('failed')), 's')).toBe(false);
});

test('a playback is known until it ends', () => {
  const showing: LabNews = { type: 'showing', showing: { step: 's', task: 'a', terminal: 't2' } };
  expect(after(showing).showing?.terminal).toBe('t2');
  expect(after(showing, { type: 'showing' }).showing).toBeUndefined();
});

test('the same message is not shown twice, and no more than five', () => {
  const notice = (text: string): LabNews => ({ type: 'notice', level: 'info', text });
  expect(after(notice('a'), notice('a')).notices.length).toBe(1);
  expect(after(...'abcdefg'.split('').map(notice)).notices.map((n) => n.text)).toEqual(['c', 'd', 'e', 'f', 'g']);
});

test('a notice disappears when withdrawn, a refusal when something has changed', () => {
  const told = after(
    { type: 'notice', level: 'info', text: 'You are back.' },
    { type: 'terminals', terminals: [] },
    { type: 'error', text: 'No more terminals.' },
  );
  const texts = (state: typeof told) => state.notices.map(({ text }) => text);
  expect(texts(told)).toEqual(['You are back.', 'No more terminals.']);
  expect(texts(applyMessage(told, { type: 'notice-withdrawn', text: 'You are back.' }))).toEqual(['No more terminals.']);
  expect(texts(applyMessage(told, { type: 'task', step: 's', task: 'a', verdict: { state: 'open', points: 1 } }))).toHaveLength(2);
  const second = { id: 't2', name: '2', namespace: 'init', busy: false, ended: false };
  expect(texts(applyMessage(told, { type: 'terminals', terminals: [second] }))).toEqual(['You are back.']);
});

test('completing a step ends the state after a rewind', () => {
  const step = (id: string, state: 'open' | 'done'): LabNews => ({ type: 'step', step: { id, index: 0, title: id, state } });
  const back = after(
    step('a', 'done'),
    step('b', 'open'),
    { type: 'provisioning', provisioning: { phase: 'ready' } },
    { type: 'provisioning', provisioning: { phase: 'rewinding' } },
    { type: 'provisioning', provisioning: { phase: 'ready' } },
  );
  expect(applyMessage(back, step('a', 'done')).rewound).toBe(1);
  expect(applyMessage(back, step('b', 'done')).rewound).toBeUndefined();
});

test('the first terminal is expected only while its machine is starting', () => {
  const ids = (...events: LabNews[]) => terminalsOf(after(...events)).map((terminal) => terminal.id);
  expect(ids()).toEqual(['t1']);
  expect(ids({ type: 'provisioning', provisioning: { phase: 'failed' } })).toEqual([]);
  expect(ids({ type: 'provisioning', provisioning: { phase: 'ended' } })).toEqual([]);
  const second = { id: 't2', name: '2', namespace: 'init', busy: false, ended: false };
  expect(ids({ type: 'terminals', terminals: [second] })).toEqual(['t2']);
});

test('terminals are kept during a reconnection, and removed when the machine is replaced', () => {
  const second = { id: 't2', name: '2', namespace: 'init', busy: false, ended: false };
  const known: LabNews = { type: 'terminals', terminals: [second] };
  const phase = (name: 'ready' | 'reconnecting' | 'lost'): LabNews => ({
    type: 'provisioning',
    provisioning: { phase: name },
  });
  const whole: LabNews = { ...nothingKnown, type: 'state', notices: [], provisioning: { phase: 'reconnecting' } };
  const again = after(phase('ready'), known, whole);
  expect([terminalsOf(again), again.machine]).toEqual([[second], 0]);
  expect(terminalsOf(applyMessage(again, phase('ready')))).toEqual([second]);
  expect(terminalsOf(applyMessage(again, phase('lost')))).toEqual([]);
  expect(terminalsOf(after(whole)).map((terminal) => terminal.id)).toEqual(['t1']);
});

test('of a case nothing is judged until its own question is settled; other steps wait for nothing', () => {
  const settled = (step: string, correct: boolean, attemptsLeft: number): LabNews => ({
    type: 'question',
    step,
    question: 'layer',
    state: { correct, attemptsLeft, points: 2 },
  });
  const begun: readonly LabNews[] = [
    { type: 'step', step: { id: 'a', index: 0, title: 'A', state: 'open', questionsFirst: true } },
    { type: 'step', step: { id: 'a-b', index: 1, title: 'B', state: 'open' } },
    settled('a', false, 1),
    settled('a-b', false, 1),
  ];
  expect(awaitsAnswer(after(...begun), 'a')).toBe(true);
  expect(awaitsAnswer(after(...begun), 'a-b')).toBe(false);
  expect(awaitsAnswer(after(...begun, settled('a', false, 0)), 'a')).toBe(false);
  expect(awaitsAnswer(after(...begun, settled('a', true, 0)), 'a')).toBe(false);
});

test('an open step without tasks and questions has only text', () => {
  const state = after(
    { type: 'step', step: { id: '10', index: 0, title: 'Rules', state: 'open', html: '<p>' } },
    { type: 'step', step: { id: '10-more', index: 1, title: 'Work', state: 'open', html: '<p>' } },
    { type: 'step', step: { id: '20', index: 2, title: 'Later', state: 'locked' } },
    { type: 'task', step: '10-more', task: 'a', verdict: { state: 'open', points: 1 } },
  );
  expect(state.steps.map((step) => onlyReads(state, step))).toEqual([true, false, false]);
});

test('a notice of what can be undone says so, and what could not be is answered each time', () => {
  const back = after({ type: 'notice', level: 'info', text: 'back', undo: true });
  expect(back.notices).toEqual([{ level: 'info', text: 'back', undo: true }]);
  const first = applyMessage(back, { type: 'unkept', step: 'a' });
  expect(first.unkept).toEqual({ step: 'a' });
  expect(applyMessage(first, { type: 'unkept', step: 'a' }).unkept).not.toBe(first.unkept);
});
