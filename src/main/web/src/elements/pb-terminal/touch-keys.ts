/** Keys that on-screen keyboards lack. */
export const TOUCH_KEYS = ['escape', 'tab', 'left', 'up', 'down', 'right'] as const;

export type TouchKey = (typeof TOUCH_KEYS)[number];

const ARROWS: Partial<Record<TouchKey, string>> = { up: 'A', down: 'B', right: 'C', left: 'D' };

/**
 * The bytes that a terminal sends for a key, as in xterm.
 *
 * @param application whether a program has set application cursor keys (DECCKM)
 */
export function bytesOf(key: TouchKey, ctrl: boolean, application: boolean): string {
  const arrow = ARROWS[key];
  if (arrow) {
    return ctrl ? `\x1b[1;5${arrow}` : `\x1b${application ? 'O' : '['}${arrow}`;
  }
  return key === 'tab' ? '\t' : '\x1b';
}

/** The control character for a typed character; other text is returned unchanged. */
export function withCtrl(typed: string): string {
  if (/^[@-_a-z]$/.test(typed)) {
    return String.fromCharCode(typed.charCodeAt(0) & 0x1f);
  }
  return typed === ' ' ? '\x00' : typed === '?' ? '\x7f' : typed;
}
