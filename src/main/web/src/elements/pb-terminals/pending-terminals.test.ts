import { expect, test } from 'vitest';
import { PendingTerminals } from './pending-terminals.ts';

test('a requested terminal is reported once, another one is not', () => {
  const awaited = new PendingTerminals();
  expect(awaited.settle(new Set(['t1']))).toEqual({ closed: false });
  awaited.opens('beside');
  expect(awaited.settle(new Set(['t1']))).toEqual({ closed: false });
  expect(awaited.settle(new Set(['t1', 't2']))).toEqual({ opened: { id: 't2', place: 'beside' }, closed: false });
  expect(awaited.settle(new Set(['t1', 't2', 't3']))).toEqual({ closed: false });
});

test('a failed request is not pending', () => {
  const awaited = new PendingTerminals();
  awaited.opens('active');
  awaited.opens(undefined);
  awaited.closes(undefined);
  expect(awaited.settle(new Set(['t1']))).toEqual({ closed: false });
});

test('a terminal to be closed is reported once it is gone', () => {
  const awaited = new PendingTerminals();
  awaited.settle(new Set(['t1', 't2']));
  awaited.closes('t2');
  expect(awaited.settle(new Set(['t1', 't2']))).toEqual({ closed: false });
  expect(awaited.settle(new Set(['t1']))).toEqual({ closed: true });
  expect(awaited.settle(new Set(['t1']))).toEqual({ closed: false });
});
