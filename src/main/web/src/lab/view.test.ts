import { expect, test } from 'vitest';
import { firstView, viewFrom, written } from './view.ts';

test('a reload restores split, open picture and place, but neither step nor maximized picture', () => {
  const view = { ...firstView, place: 'terminal', network: true, terminals: { terminal: 't2', beside: 't1' } } as const;
  expect(viewFrom(written({ ...view, step: '20-up', maximized: true }), false)).toEqual(view);
});

test('a lab new to this tab has the picture open as in the last lab', () => {
  expect(viewFrom(undefined, true)).toEqual({ ...firstView, network: true });
  expect(viewFrom(written(firstView), true).network).toBe(false);
});

test.each([undefined, '', 'null', '7', '{', '{"place":"cellar","terminals":[1],"network":"yes"}', '{"terminals":{"terminal":3}}'])(
  'what can not be read, as %s, is the first view',
  (text) => expect(viewFrom(text, false)).toEqual(firstView),
);
