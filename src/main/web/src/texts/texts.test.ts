import { expect, test } from 'vitest';
import { english } from './en.ts';
import { chinese } from './zh.ts';

function sentences(texts: object): string[] {
  return Object.values(texts).flatMap((value: unknown) =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'function'
        ? [`${(value as (...args: unknown[]) => string)(2, 3)}`]
        : sentences(value as object),
  );
}

test('no text has exclamation marks', () => {
  for (const sentence of [...sentences(english), ...sentences(chinese)]) {
    expect(sentence).not.toMatch(/[!！]/);
    expect(sentence.trim()).not.toBe('');
  }
});

test('the translation has all texts of the original', () => {
  expect(sentences(chinese).length).toBe(sentences(english).length);
});
