import type { PaneChoice } from './panes.ts';

/** View state of the page, not shared with the server. */
export interface View {
  /** The place that a narrow page displays. */
  readonly place: 'lesson' | 'terminal' | 'network';
  readonly step?: string;
  readonly terminals: PaneChoice;
  /** Whether the network picture is open where there is room for it. */
  readonly network: boolean;
  /** Whether the picture is maximized. */
  readonly maximized: boolean;
}

export const firstView: View = { place: 'lesson', network: false, maximized: false, terminals: {} };

/** Serializes the part of a view that survives a reload. The step is stored separately. */
export function written({ place, terminals, network }: View): string {
  return JSON.stringify({ place, terminals, network });
}

/**
 * Parses a stored view; the default if it is invalid.
 *
 * @param network whether the default shows the network picture
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
