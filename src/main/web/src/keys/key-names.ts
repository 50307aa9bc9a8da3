/** Everything that has keys of its own, by what it does. */
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

/** On a Mac the page's own keys have Control too, what the system has keys for has the Command key. */
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

/** The keys as that platform's keyboards have them. */
export function keysOf(name: KeyName, mac: boolean): readonly string[] {
  return (mac ? MAC : ELSEWHERE)[name];
}

/** The same as one word. */
export function writtenKeys(name: KeyName, mac: boolean): string {
  return keysOf(name, mac).join(mac ? '' : '+');
}
