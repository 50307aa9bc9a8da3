import { expect, test } from 'vitest';
import { plain, withoutStop } from './plain-words.ts';

test('a sentence loses its stop where another one goes on', () => {
  expect(withoutStop(' Switch on veth0. ')).toBe('Switch on veth0');
  expect(withoutStop('启用 veth0。')).toBe('启用 veth0');
  expect(withoutStop('Is veth0 up?')).toBe('Is veth0 up?');
});

test('names lose their backticks', () => {
  expect(plain('`veth0` is down.')).toBe('veth0 is down.');
  expect(plain()).toBe('');
});
