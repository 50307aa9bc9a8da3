import { expect, test } from 'vitest';
import { pageShortcut, terminalShortcut, type KeyPress } from './shortcuts.ts';

/** A key press from its notation: `Ctrl+Shift+F`. */
function press(written: string, code = ''): KeyPress {
  const names = written.split(/\+(?=.)/);
  return {
    key: names.at(-1)!,
    code,
    ctrlKey: names.includes('Ctrl'),
    shiftKey: names.includes('Shift'),
    altKey: names.includes('Alt'),
    metaKey: names.includes('Meta'),
  };
}

test('the page takes its own keys from a terminal, and no other', () => {
  expect(pageShortcut(press('Ctrl+Shift+ArrowUp'))).toEqual({ does: 'step', by: -1 });
  expect(pageShortcut(press('Ctrl+Shift+ArrowDown'))).toEqual({ does: 'step', by: 1 });
  expect(pageShortcut(press('Ctrl+Shift+ArrowLeft'))).toEqual({ does: 'lesson' });
  expect(pageShortcut(press('Ctrl+Shift+ArrowRight'))).toEqual({ does: 'terminals' });
  expect(pageShortcut(press('Ctrl+Shift+Enter'))).toEqual({ does: 'split' });
  expect(pageShortcut(press('Ctrl+Shift+"', 'Digit2'))).toEqual({ does: 'terminal', number: 2 });
  for (const typed of ['ArrowUp', 'Ctrl+ArrowLeft', 'Ctrl+f', 'Ctrl+Alt+Shift+F', 'Enter', 'Ctrl+Enter', 'Shift+ArrowUp']) {
    expect(pageShortcut(press(typed)), typed).toBeUndefined();
  }
});

test('searching is where each platform has it', () => {
  expect(pageShortcut(press('Ctrl+Shift+F'))).toEqual({ does: 'search' });
  expect(terminalShortcut(press('Meta+f'), true)).toBe('search');
  expect(terminalShortcut(press('Meta+f'), false)).toBeUndefined();
  expect(terminalShortcut(press('Ctrl+f'), true)).toBeUndefined();
  expect(terminalShortcut(press('Ctrl+f'), false)).toBeUndefined();
});

test('a letter is recognized by its position on other keyboards', () => {
  expect(pageShortcut(press('Ctrl+Shift+А', 'KeyF'))).toEqual({ does: 'search' });
  expect(terminalShortcut(press('Ctrl+Shift+С', 'KeyC'), false)).toBe('copy');
  expect(pageShortcut(press('Ctrl+Shift+U', 'KeyF'))).toBeUndefined();
});

test('Ctrl+C interrupts, with Shift it copies; on a Mac the browser copies', () => {
  expect(terminalShortcut(press('Ctrl+c', 'KeyC'), false)).toBeUndefined();
  expect(terminalShortcut(press('Ctrl+Shift+C', 'KeyC'), false)).toBe('copy');
  expect(terminalShortcut(press('Meta+c', 'KeyC'), true)).toBeUndefined();
  expect(terminalShortcut(press('Ctrl+Shift+V', 'KeyV'), false)).toBeUndefined();
});

test('the size of the text follows the keys that zoom a page', () => {
  expect(terminalShortcut(press('Ctrl++'), false)).toBe('larger');
  expect(terminalShortcut(press('Ctrl+='), false)).toBe('larger');
  expect(terminalShortcut(press('Ctrl+-'), false)).toBe('smaller');
  expect(terminalShortcut(press('Ctrl+0'), false)).toBe('usual');
  expect(terminalShortcut(press('Meta+-'), true)).toBe('smaller');
  expect(terminalShortcut(press('Ctrl+-'), true)).toBeUndefined();
  expect(terminalShortcut(press('Ctrl+Shift+_'), false)).toBeUndefined();
  expect(terminalShortcut(press('-'), false)).toBeUndefined();
});
