import { expect, test } from 'vitest';
import { english } from '../../texts/en.ts';
import { chinese } from '../../texts/zh.ts';
import { shortcutList } from './shortcut-list.ts';

test('each platform has its own names, and the same shortcuts', () => {
  const [elsewhere, mac] = [shortcutList(english.keys, false), shortcutList(english.keys, true)];
  expect(mac.map(({ rows }) => rows.map((row) => row.meaning))).toEqual(elsewhere.map(({ rows }) => rows.map((row) => row.meaning)));
  expect(elsewhere.flatMap(({ rows }) => rows.flatMap((row) => row.keys)).join()).not.toMatch(/[⌘⌃⇧]/);
  expect(mac.flatMap(({ rows }) => rows.flatMap((row) => row.keys)).join()).not.toMatch(/Ctrl|Shift/);
});

test('no key has two meanings in one place', () => {
  for (const texts of [english, chinese]) {
    for (const { title, rows } of shortcutList(texts.keys, false)) {
      const keys = rows.map((row) => row.keys.join('+')).filter((key) => key !== '← → ↑ ↓' && key !== '← →');
      expect(new Set(keys).size, title).toBe(keys.length);
    }
  }
});
