/** A segment that needs a separate lane where it overlaps another. */
export interface Stretch {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** The lane of each segment, from 0, by its id; and the number of lanes. */
export interface Lanes {
  readonly of: ReadonlyMap<string, number>;
  readonly count: number;
}

/** Assigns lanes to overlapping segments, as few as possible (the left-edge algorithm of channel routing). */
export function lanes(stretches: readonly Stretch[]): Lanes {
  const of = new Map<string, number>();
  const ends: number[] = [];
  const sorted = stretches
    .map(({ id, from, to }) => ({ id, from: Math.min(from, to), to: Math.max(from, to) }))
    .toSorted((a, b) => a.from - b.from);
  for (const { id, from, to } of sorted) {
    const free = ends.findIndex((end) => end < from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = to;
    of.set(id, lane);
  }
  return { of, count: ends.length };
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const CORNER = 9;

/** A path of straight lines in SVG, with rounded corners. */
export function rounded(points: readonly Point[]): string {
  const way = points.filter((point, i) => i === 0 || distance(point, points[i - 1]!) > 0.5);
  const first = way[0];
  const last = way.at(-1);
  if (!first || !last) {
    return '';
  }
  const corners = way.slice(1, -1).map((corner, i) => {
    const before = way[i]!;
    const after = way[i + 2]!;
    const radius = Math.min(CORNER, distance(before, corner) / 2, distance(corner, after) / 2);
    return `L${at(towards(corner, before, radius))}Q${at(corner)} ${at(towards(corner, after, radius))}`;
  });
  return `M${at(first)}${corners.join('')}L${at(last)}`;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function towards(from: Point, to: Point, by: number): Point {
  const part = by / distance(from, to);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function at({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
