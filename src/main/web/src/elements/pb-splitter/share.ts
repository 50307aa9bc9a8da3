/** How two parts are arranged. */
export type SplitDirection = 'beside' | 'stacked';

export interface Bounds {
  /** In percent. */
  readonly least: number;
  readonly most: number;
}

const STEP = 2;

export function within({ least, most }: Bounds, percent: number): number {
  return Math.min(most, Math.max(least, percent));
}

/** Parses a stored share of the first part, in percent; undefined if it is invalid. */
export function shareFrom(written: string | undefined, bounds: Bounds): number | undefined {
  const kept = Number(written);
  return kept > 0 ? within(bounds, kept) : undefined;
}

/** The share after a key, or undefined for other keys. */
export function shareByKey(key: string, direction: SplitDirection, percent: number, bounds: Bounds): number | undefined {
  switch (key) {
    case direction === 'beside' ? 'ArrowLeft' : 'ArrowUp':
      return within(bounds, percent - STEP);
    case direction === 'beside' ? 'ArrowRight' : 'ArrowDown':
      return within(bounds, percent + STEP);
    case 'Home':
      return bounds.least;
    case 'End':
      return bounds.most;
    default:
      return undefined;
  }
}

/** The share at a pointer's position. */
export function shareByPointer(
  { clientX, clientY }: Pick<PointerEvent, 'clientX' | 'clientY'>,
  direction: SplitDirection,
  box: Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>,
  bounds: Bounds,
): number {
  const part = direction === 'beside' ? (clientX - box.left) / box.width : (clientY - box.top) / box.height;
  return within(bounds, part * 100);
}
