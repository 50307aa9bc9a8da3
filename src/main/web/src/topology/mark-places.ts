import type { Box } from './shape.ts';

/** Radius of a hop's marker at scale 1. */
export const MARK = 9;
/** Largest enlargement of markers when zoomed out. */
const LARGEST = 2.2;
const SPACE = 2;
/** The largest fraction of a box's width that markers take from its name. */
const MOST = 0.45;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The enlargement of a marker at this scale. */
export function markScale(scale: number): number {
  return Math.min(LARGEST, Math.max(1, 1 / scale));
}

/** The width that this many markers take at the end of a device's first line. */
export function marksWidth(width: number, marks: number, scale: number): number {
  const diameter = 2 * MARK * markScale(scale);
  return marks === 0 ? 0 : Math.min(Math.max(diameter, width * MOST), marks * (diameter + SPACE)) + SPACE;
}

/** The centres of the markers on a device, in its upper right corner; they overlap if there are too many. */
export function markPlaces({ x, y, width }: Box, marks: number, radius: number): readonly Point[] {
  const room = Math.max(2 * radius, width * MOST);
  const step = marks < 2 ? 0 : Math.min(2 * radius + SPACE, (room - 2 * radius) / (marks - 1));
  return Array.from({ length: marks }, (_, i) => ({
    x: x + width - radius - SPACE - (marks - 1 - i) * step,
    y: y + radius + SPACE,
  }));
}
