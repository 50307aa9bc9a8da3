import { keep, kept } from '../../kept/kept.ts';

const NAME = 'terminal-text';
const CHANGE = 'terminaltextchange';
const NARROW_PX = 560;
export const SMALLEST = 8;
export const LARGEST = 32;

export type SizeChange = 'larger' | 'smaller' | 'usual';

/** The size in CSS pixels after a change. */
export function resized(change: SizeChange, size: number, usual: number): number {
  switch (change) {
    case 'larger':
      return Math.min(LARGEST, size + 1);
    case 'smaller':
      return Math.max(SMALLEST, size - 1);
    case 'usual':
      return usual;
  }
}

/** Parses a stored size; the default if it is invalid. */
export function sizeFrom(written: string | undefined, usual: number): number {
  const size = Number(written);
  return Number.isInteger(size) && size >= SMALLEST && size <= LARGEST ? size : usual;
}

/** The size of terminals' text in CSS pixels: chosen in this browser, else the default. */
export function textSize(): number {
  return sizeFrom(kept(NAME), usualSize());
}

/** Changes the size of all terminals, on this page and later ones. */
export function changeTextSize(change: SizeChange): void {
  keep(NAME, change === 'usual' ? '' : `${resized(change, textSize(), usualSize())}`);
  document.dispatchEvent(new Event(CHANGE));
}

/** Calls back whenever the size may have changed; returns a function that unsubscribes. */
export function watchTextSize(changed: () => void): () => void {
  const room = matchMedia(`(max-width: ${NARROW_PX - 1}px)`);
  room.addEventListener('change', changed);
  document.addEventListener(CHANGE, changed);
  return () => {
    room.removeEventListener('change', changed);
    document.removeEventListener(CHANGE, changed);
  };
}

/** Proportional to the page's text; smaller on a phone, where columns are scarce. */
function usualSize(): number {
  const text = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.round(text * (innerWidth < NARROW_PX ? 0.75 : 0.875));
}
