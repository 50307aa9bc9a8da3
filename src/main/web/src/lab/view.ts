import type { PaneChoice } from './panes.ts';

/** What the page shows of the lab; nobody else's business. */
export interface View {
  /** Which place a narrow page shows. */
  readonly place: 'lesson' | 'terminal' | 'network';
  readonly step?: string;
  readonly terminals: PaneChoice;
  /** Whether the network's picture is open where there is room for it. */
  readonly network: boolean;
  /** Whether that picture has the whole page. */
  readonly maximized: boolean;
}

export const firstView: View = { place: 'lesson', network: false, maximized: false, terminals: {} };

/** What a reload brings back of a view, as text. The step is kept apart from it. */
export function written({ place, terminals, network }: View): string {
  return JSON.stringify({ place, terminals, network });
}

/**
 * The view that was written, or the first one if it can't be read.
 *
 * @param network whether the first one shows the network's picture
 */
export function viewFrom(text: string | undefined, network: boolean): View {
  const first = { ...firstView, network };
  let read: unknown;
  try {
    read = JSON.parse(text ?? '');
  } catch {
    return first;
  }
  if (typeof read !== 'object' || read === null) {
    return first;
  }
  const { place, terminals, network: open } = read as Record<string, unknown>;
  return {
    ...firstView,
    place: place === 'terminal' || place === 'network' ? place : 'lesson',
    network: typeof open === 'boolean' ? open : network,
    terminals: choiceFrom(terminals),
  };
}

function choiceFrom(read: unknown): PaneChoice {
  const { terminal, beside } = (typeof read === 'object' && read !== null ? read : {}) as Record<string, unknown>;
  return {
    ...(typeof terminal === 'string' ? { terminal } : {}),
    ...(typeof beside === 'string' ? { beside } : {}),
  };
}
