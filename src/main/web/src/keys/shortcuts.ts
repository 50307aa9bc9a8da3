/** What of a key event says which key it was. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

/** What a key asks of the page, also while a terminal has the focus. */
export type PageShortcut =
  | { readonly does: 'step'; readonly by: -1 | 1 }
  | { readonly does: 'terminal'; readonly number: number }
  | { readonly does: 'lesson' | 'terminals' | 'split' | 'search' };

/** What a key asks of the terminal that has the focus, in place of what it would type. */
export type TerminalShortcut = 'search' | 'copy' | 'larger' | 'smaller' | 'usual';

/** Undefined for all keys that are the browser's or the shell's. */
export function pageShortcut(press: KeyPress): PageShortcut | undefined {
  if (!press.ctrlKey || !press.shiftKey || press.altKey || press.metaKey) {
    return undefined;
  }
  // The digit's place on the keyboard: with Shift its key gives another character.
  const digit = /^Digit([1-9])$/.exec(press.code)?.[1];
  if (digit) {
    return { does: 'terminal', number: Number(digit) };
  }
  switch (press.key) {
    case 'ArrowUp':
      return { does: 'step', by: -1 };
    case 'ArrowDown':
      return { does: 'step', by: 1 };
    case 'ArrowLeft':
      return { does: 'lesson' };
    case 'ArrowRight':
      return { does: 'terminals' };
    case 'Enter':
      return { does: 'split' };
    default:
      return isLetter(press, 'f') ? { does: 'search' } : undefined;
  }
}

/** Undefined for what is typed, and for copying and pasting where the browser does it by itself. */
export function terminalShortcut(press: KeyPress, mac: boolean): TerminalShortcut | undefined {
  if (!mac && press.ctrlKey && press.shiftKey && !press.altKey && !press.metaKey && isLetter(press, 'c')) {
    return 'copy';
  }
  if (press.altKey || press.ctrlKey === press.metaKey || press.metaKey !== mac) {
    return undefined;
  }
  switch (press.key) {
    case '+':
    case '=':
      return 'larger';
    // Ctrl+_ is the shell's, which takes back what was typed by it.
    case '-':
      return 'smaller';
    case '0':
      return 'usual';
    // Elsewhere on the page this is the browser's own search.
    case 'f':
      return mac && !press.shiftKey ? 'search' : undefined;
    default:
      return undefined;
  }
}

/** By its letter, or by its place where the keyboard writes other letters. */
function isLetter(press: KeyPress, letter: string): boolean {
  const typed = press.key.toLowerCase();
  return typed === letter || (!/^[a-z]$/.test(typed) && press.code === `Key${letter.toUpperCase()}`);
}
