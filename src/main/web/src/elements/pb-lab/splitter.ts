const KEY = 'patchbay.lesson-width';
export const NARROWEST = 25;
export const WIDEST = 70;

const within = (percent: number): number => Math.min(WIDEST, Math.max(NARROWEST, percent));

/** The kept share of the lesson in percent, or undefined to leave it to the style sheet. */
export function keptWidth(): number | undefined {
  try {
    const kept = Number(localStorage.getItem(KEY));
    return kept > 0 ? within(kept) : undefined;
  } catch {
    return undefined; // storage is forbidden here
  }
}

export function keepWidth(percent: number): void {
  try {
    localStorage.setItem(KEY, `${Math.round(percent)}`);
  } catch {
    // Storage is forbidden: the width holds for this page.
  }
}

/** The share that a key asks for, or undefined if the key is not the splitter's. */
export function widthByKey(key: string, percent: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return within(percent - 2);
    case 'ArrowRight':
      return within(percent + 2);
    case 'Home':
      return NARROWEST;
    case 'End':
      return WIDEST;
    default:
      return undefined;
  }
}

/** The share that a pointer asks for. */
export function widthByPointer(x: number, box: DOMRect): number {
  return within(((x - box.left) / box.width) * 100);
}
