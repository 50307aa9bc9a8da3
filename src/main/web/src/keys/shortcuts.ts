/** The parts of a key event that identify the key. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

/** Shortcuts of the page, also while a terminal has the focus. */
export type PageShortcut =
  | { readonly does: 'step'; readonly by: -1 | 1 }
  | { readonly does: 'terminal'; readonly number: number }
  | { readonly does: 'lesson' | 'terminals' | 'split' | 'search' };

/** Shortcuts of the focused terminal, in place of input. */
export type TerminalShortcut = 'search' | 'copy' | 'larger' | 'smaller' | 'usual';

/** The shortcut; undefined for keys of the browser or the shell. */
export function pageShortcut(press: KeyPress): PageShortcut | undefined {
  if (!press.ctrlKey || !press.shiftKey || press.altKey || press.metaKey) {
    return undefined;
  }
  // By the digit's position, because with Shift its key gives another character.
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

/** The shortcut; undefined for input, and for copying and pasting where the browser handles them. */
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
    // Ctrl+_ is the shell's key to undo typing.
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

/** By its letter, or by its position on keyboards with other letters. */
function isLetter(press: KeyPress, letter: string): boolean {
  const typed = press.key.toLowerCase();
  return typed === letter || (!/^[a-z]$/.test(typed) && press.code === `Key${letter.toUpperCase()}`);
}
