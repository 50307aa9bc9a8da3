import { keep, kept } from '../../kept/kept.ts';
import { shareFrom, type SplitDirection } from '../pb-splitter/share.ts';

const DIRECTION = 'terminals-way';
const SHARE = 'terminals-share';
/** Below this, two terminals beside each other are too narrow for any tool's lines. */
const LEAST_ROOM_PX = 560;
/** From here on both have about 55 columns. */
const ROOM_PX = 960;

export const PANE_BOUNDS = { least: 20, most: 80 };

/** The arrangement of two terminals at this width, chosen or by default. */
export function directionIn(width: number, chosen: SplitDirection | undefined): SplitDirection {
  return width < LEAST_ROOM_PX ? 'stacked' : (chosen ?? (width < ROOM_PX ? 'stacked' : 'beside'));
}

/** Whether the learner can choose. */
export function mayTurn(width: number): boolean {
  return width >= LEAST_ROOM_PX;
}

export function keptDirection(): SplitDirection | undefined {
  const direction = kept(DIRECTION);
  return direction === 'beside' || direction === 'stacked' ? direction : undefined;
}

export function keepDirection(direction: SplitDirection): void {
  keep(DIRECTION, direction);
}

export function keptShare(): number {
  return shareFrom(kept(SHARE), PANE_BOUNDS) ?? 50;
}

export function keepShare(percent: number): void {
  keep(SHARE, `${Math.round(percent)}`);
}
