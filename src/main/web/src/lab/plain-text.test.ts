import { expect, test } from 'vitest';
import { plain, withoutFullStop } from './plain-text.ts';

test('a continued sentence loses its full stop', () => {
  expect(withoutFullStop(' Switch on veth0. ')).toBe('Switch on veth0');
  expect(withoutFullStop('启用 veth0。')).toBe('启用 veth0');
  expect(withoutFullStop('Is veth0 up?')).toBe('Is veth0 up?');
});

test('names lose their backticks', () => {
  expect(plain('`veth0` is down.')).toBe('veth0 is down.');
  expect(plain()).toBe('');
});
