import type { Box } from './shape.ts';

/** The radius of the mark that carries a hop's number, at scale 1. */
export const MARK = 9;
/** How much larger marks are drawn from far away. */
const LARGEST = 2.2;
const SPACE = 2;
/** Of a box's width, what marks may take from its name. */
const MOST = 0.45;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** How many times larger than at scale 1 a mark is drawn. */
export function markScale(scale: number): number {
  return Math.min(LARGEST, Math.max(1, 1 / scale));
}

/** The width at the end of a device's first line that so many marks take, which its name leaves to them. */
export function marksWidth(width: number, marks: number, scale: number): number {
  const diameter = 2 * MARK * markScale(scale);
  return marks === 0 ? 0 : Math.min(Math.max(diameter, width * MOST), marks * (diameter + SPACE)) + SPACE;
}

/** The middles of the marks on a device, in its upper right corner; more than have room there lie over one another. */
export function markPlaces({ x, y, width }: Box, marks: number, radius: number): readonly Point[] {
  const room = Math.max(2 * radius, width * MOST);
  const step = marks < 2 ? 0 : Math.min(2 * radius + SPACE, (room - 2 * radius) / (marks - 1));
  return Array.from({ length: marks }, (_, i) => ({
    x: x + width - radius - SPACE - (marks - 1 - i) * step,
    y: y + radius + SPACE,
  }));
}
