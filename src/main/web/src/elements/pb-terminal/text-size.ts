import { keep, kept } from '../../kept/kept.ts';

const NAME = 'terminal-text';
const CHANGE = 'terminaltextchange';
const NARROW_PX = 560;
export const SMALLEST = 8;
export const LARGEST = 32;

export type SizeChange = 'larger' | 'smaller' | 'usual';

/** The size in CSS pixels that a change leads to. */
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

/** What was kept, if it is a size at all. */
export function sizeFrom(written: string | undefined, usual: number): number {
  const size = Number(written);
  return Number.isInteger(size) && size >= SMALLEST && size <= LARGEST ? size : usual;
}

/** The size of terminals' text in CSS pixels: what was chosen in this browser, else what suits the page. */
export function textSize(): number {
  return sizeFrom(kept(NAME), usualSize());
}

/** Changes it for all terminals, here and on later pages. */
export function changeTextSize(change: SizeChange): void {
  keep(NAME, change === 'usual' ? '' : `${resized(change, textSize(), usualSize())}`);
  document.dispatchEvent(new Event(CHANGE));
}

/** Calls back whenever the size may have changed, and answers the function that ends this. */
export function watchTextSize(changed: () => void): () => void {
  const room = matchMedia(`(max-width: ${NARROW_PX - 1}px)`);
  room.addEventListener('change', changed);
  document.addEventListener(CHANGE, changed);
  return () => {
    room.removeEventListener('change', changed);
    document.removeEventListener(CHANGE, changed);
  };
}

/** In proportion to the page's text; smaller on a phone, where columns are scarce. */
function usualSize(): number {
  const text = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.round(text * (innerWidth < NARROW_PX ? 0.75 : 0.875));
}
