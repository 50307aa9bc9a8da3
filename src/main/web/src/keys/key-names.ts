/** Names of shortcuts by function. */
export type KeyName = 'step' | 'terminal' | 'lesson' | 'terminals' | 'split' | 'search' | 'copy' | 'paste' | 'size' | 'link';

const ELSEWHERE: Record<KeyName, readonly string[]> = {
  step: ['Ctrl', 'Shift', '↑ ↓'],
  terminal: ['Ctrl', 'Shift', '1 … 9'],
  lesson: ['Ctrl', 'Shift', '←'],
  terminals: ['Ctrl', 'Shift', '→'],
  split: ['Ctrl', 'Shift', 'Enter'],
  search: ['Ctrl', 'Shift', 'F'],
  copy: ['Ctrl', 'Shift', 'C'],
  paste: ['Ctrl', 'Shift', 'V'],
  size: ['Ctrl', '+ − 0'],
  link: ['Ctrl'],
};

/** On a Mac the page's own shortcuts use Control too, and the system's use Command. */
const MAC: Record<KeyName, readonly string[]> = {
  step: ['⌃', '⇧', '↑ ↓'],
  terminal: ['⌃', '⇧', '1 … 9'],
  lesson: ['⌃', '⇧', '←'],
  terminals: ['⌃', '⇧', '→'],
  split: ['⌃', '⇧', '↩'],
  search: ['⌘', 'F'],
  copy: ['⌘', 'C'],
  paste: ['⌘', 'V'],
  size: ['⌘', '+ − 0'],
  link: ['⌘'],
};

/** The keys, named as on that platform's keyboards. */
export function keysOf(name: KeyName, mac: boolean): readonly string[] {
  return (mac ? MAC : ELSEWHERE)[name];
}

/** The same as one word. */
export function writtenKeys(name: KeyName, mac: boolean): string {
  return keysOf(name, mac).join(mac ? '' : '+');
}
