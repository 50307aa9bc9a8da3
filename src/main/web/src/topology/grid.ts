import type { Device, Namespace, Topology } from '../protocol/messages.ts';
import { cells, Wiring, type Cell, type Shape } from './cells.ts';
import { portOf, wireOf } from './graph.ts';
import { interior, type Interior, type Side } from './interior.ts';
import { lanes, rounded, type Lanes, type Point, type Stretch } from './lanes.ts';
import { inOrder, loopbackOf, namespaceSize, type Box, type Layout, type Size } from './shape.ts';

const MARGIN = 12;
/** Distance of parallel cables. */
const LANE = 7;
/** Distance between a namespace and the first cable that passes it. */
const CLEAR = 12;

/** One end of a cable: the gutter where it leaves its namespace, the side, and the height. */
interface End {
  readonly cell: Cell;
  readonly side: Side;
  readonly gutter: number;
}

interface WirePath {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly ends: readonly [End, End];
  /** The row above which it crosses columns, if it has to. */
  readonly above?: number;
}

/**
 * Lays out a large network in rows and columns, with cables in the gutters. It is fast, fills a screen, and moves
 * little when the network changes; elkjs, used for small networks, takes more than a second for a hundred devices and
 * produces a long strip.
 */
export function gridOf(topology: Topology, heading: (namespace: string) => string, shape: Shape): Layout {
  const ordered = { namespaces: inOrder(topology), wires: topology.wires };
  const wiring = new Wiring(ordered);
  const placed = cells(ordered, wiring, shape);
  const byNamespace = new Map(placed.map((cell) => [cell.namespace, cell]));
  const middle = placed.find(({ row }) => row === 'all');
  const sideOf = (device: Device): Side => {
    const own = byNamespace.get(wiring.namespace(device.id)!)!.column;
    const other = wiring.otherNamespace(device);
    const there = other ? byNamespace.get(other)!.column : own;
    return there < own ? 'left' : there > own || !middle || own <= middle.column ? 'right' : 'left';
  };
  const wirePaths = wirePathsOf(ordered, wiring, byNamespace, sideOf);
  const least = (namespace: Namespace): Size => namespaceSize(heading(namespace.id), loopbackOf(namespace));

  // Heights, from the top.
  const inside = new Map<Namespace, Interior>();
  for (const { namespace } of placed.filter((cell) => cell !== middle)) {
    inside.set(namespace, interior(namespace, wiring, { heading: least(namespace), side: sideOf }));
  }
  const rows = 1 + Math.max(-1, ...placed.map(({ row }) => (row === 'all' ? -1 : row)));
  const gaps = Array.from({ length: Math.max(1, rows) }, (_, row) =>
    lanes(wirePaths.filter((wirePath) => wirePath.above === row).map(({ id, ends }) => ({ id, from: ends[0].gutter, to: ends[1].gutter }))),
  );
  const tops: number[] = [];
  let y = MARGIN;
  for (let row = 0; row < Math.max(1, rows); row++) {
    y += gapHeight(gaps[row]!, row);
    tops.push(y);
    y += Math.max(0, ...placed.filter((cell) => cell.row === row).map(({ namespace }) => inside.get(namespace)!.height));
  }
  const topOf = ({ row }: Cell): number => tops[row === 'all' ? 0 : row]!;
  const level = (id: string): number => {
    const namespace = wiring.namespace(id)!;
    const box = inside.get(namespace)?.boxes.get(id);
    return box ? topOf(byNamespace.get(namespace)!) + box.y + box.height / 2 : 0;
  };
  if (middle) {
    const { namespace } = middle;
    inside.set(
      namespace,
      interior(namespace, wiring, {
        heading: least(namespace),
        side: sideOf,
        level: ({ id }) => {
          const other = wiring.other(id);
          return other !== undefined && wiring.namespace(other) !== namespace ? level(other) - topOf(middle) : undefined;
        },
        least: { width: 0, height: y - topOf(middle) },
      }),
    );
    y = Math.max(y, topOf(middle) + inside.get(namespace)!.height);
  }

  // Widths, from the left.
  const columns = 1 + Math.max(-1, ...placed.map(({ column }) => column));
  const gutters = Array.from({ length: columns + 1 }, (_, gutter) =>
    lanes(wirePaths.flatMap((wirePath) => stretchesIn(gutter, wirePath, level, (row) => tops[row]!))),
  );
  const lefts: number[] = [];
  const gutterLefts: number[] = [];
  const widths: number[] = [];
  let x = 0;
  for (let column = 0; column <= columns; column++) {
    gutterLefts.push(x);
    const { count } = gutters[column]!;
    const outside = (column === 0 || column === columns) && count === 0;
    x += outside ? MARGIN : 2 * CLEAR + Math.max(1, count) * LANE;
    if (column < columns) {
      lefts.push(x);
      widths.push(Math.max(...placed.filter((cell) => cell.column === column).map(({ namespace }) => inside.get(namespace)!.width)));
      x += widths[column]!;
    }
  }

  const boxes = new Map<string, Box>();
  for (const { namespace, column, row } of placed) {
    const narrow = inside.get(namespace)!;
    const width = widths[column]!;
    const left = lefts[column]!;
    const top = tops[row === 'all' ? 0 : row]!;
    // If narrower than its column, its devices are centred, or the outer ones are at its sides.
    const own = narrow.width === width ? narrow : stretched(narrow, width);
    boxes.set(namespace.id, { x: left, y: top, width, height: narrow.height });
    own.boxes.forEach((box, id) => boxes.set(id, { ...box, x: left + box.x, y: top + box.y }));
  }
  const laneX = (gutter: number, id: string): number => gutterLefts[gutter]! + CLEAR + ((gutters[gutter]!.of.get(id) ?? 0) + 0.5) * LANE;
  const paths = new Map(
    wirePaths.map((wirePath) => [wirePath.id, rounded(pointsOf(wirePath, boxes, laneX, (row, id) => gapLine(tops[row]!, gaps[row]!, id)))]),
  );
  for (const { namespace } of placed) {
    portPaths(namespace, boxes).forEach((path, id) => paths.set(id, path));
  }
  return { boxes, paths, width: x, height: y + MARGIN };
}

function wirePathsOf(
  { wires }: Topology,
  wiring: Wiring,
  byNamespace: ReadonlyMap<Namespace, Cell>,
  sideOf: (device: Device) => Side,
): readonly WirePath[] {
  const end = (id: string): End => {
    const cell = byNamespace.get(wiring.namespace(id)!)!;
    const side = sideOf(cell.namespace.devices.find((device) => device.id === id)!);
    return { cell, side, gutter: cell.column + (side === 'right' ? 1 : 0) };
  };
  return wires
    .filter(({ from, to }) => wiring.namespace(from) && wiring.namespace(to))
    .map(({ from, to }) => {
      const ends = [end(from), end(to)] as const;
      const wirePath = { id: wireOf(from, to), from, to, ends };
      return ends[0].gutter === ends[1].gutter ? wirePath : { ...wirePath, above: rowToCross(ends, byNamespace) };
    });
}

/** A cable past the central namespace crosses above all rows. */
function rowToCross([one, other]: readonly [End, End], byNamespace: ReadonlyMap<Namespace, Cell>): number {
  const least = Math.min(one.gutter, other.gutter);
  const most = Math.max(one.gutter, other.gutter);
  const crossed = [...byNamespace.values()].filter(({ column }) => column >= least && column < most);
  const rows = [one.cell.row, other.cell.row].filter((row) => row !== 'all');
  return crossed.some(({ row }) => row === 'all') ? 0 : Math.max(0, ...rows);
}

function gapHeight({ count }: Lanes, row: number): number {
  return (row === 0 ? 0 : 2 * CLEAR) + count * LANE;
}

/** The height of a cable that runs above a row. */
function gapLine(top: number, { of, count }: Lanes, id: string): number {
  return top - (top > MARGIN + count * LANE ? CLEAR : 4) - (count - 1 - (of.get(id) ?? 0)) * LANE;
}

function stretchesIn(
  gutter: number,
  { id, from, to, ends, above }: WirePath,
  level: (id: string) => number,
  top: (row: number) => number,
): readonly Stretch[] {
  const [one, other] = ends;
  if (above === undefined) {
    return one.gutter === gutter ? [{ id, from: level(from), to: level(to) }] : [];
  }
  return [
    ...(one.gutter === gutter ? [{ id, from: level(from), to: top(above) }] : []),
    ...(other.gutter === gutter ? [{ id, from: level(to), to: top(above) }] : []),
  ];
}

function pointsOf(
  { id, from, to, ends, above }: WirePath,
  boxes: ReadonlyMap<string, Box>,
  laneX: (gutter: number, id: string) => number,
  line: (row: number, id: string) => number,
): readonly Point[] {
  const [one, other] = ends;
  const start = connector(boxes.get(from)!, one.side);
  const end = connector(boxes.get(to)!, other.side);
  const [a, b] = [laneX(one.gutter, id), laneX(other.gutter, id)];
  if (above === undefined) {
    return [start, { x: a, y: start.y }, { x: a, y: end.y }, end];
  }
  const y = line(above, id);
  return [start, { x: a, y: start.y }, { x: a, y }, { x: b, y }, { x: b, y: end.y }, end];
}

function connector({ x, y, width, height }: Box, side: Side): Point {
  return { x: side === 'left' ? x : x + width, y: y + height / 2 };
}

function stretched(narrow: Interior, width: number): Interior {
  const shift = (width - narrow.width) / 2;
  return { ...narrow, width, boxes: new Map([...narrow.boxes].map(([id, box]) => [id, { ...box, x: box.x + shift }])) };
}

/** Lines from bridges to their ports, side by side along the bridges. */
function portPaths(namespace: Namespace, boxes: ReadonlyMap<string, Box>): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const bridge of namespace.devices) {
    const from = boxes.get(bridge.id);
    const ports = namespace.devices.flatMap((device) => {
      const box = device.bridge === bridge.id ? boxes.get(device.id) : undefined;
      return box && from ? [{ id: device.id, box, side: box.x < from.x ? ('right' as const) : ('left' as const) }] : [];
    });
    for (const side of ['left', 'right'] as const) {
      const here = ports.filter((port) => port.side === side).toSorted((a, b) => a.box.y - b.box.y);
      here.forEach(({ id, box }, i) => {
        const start = {
          x: side === 'right' ? from!.x : from!.x + from!.width,
          y: from!.y + (from!.height * (i + 1)) / (here.length + 1),
        };
        const end = connector(box, side);
        const half = (start.x + end.x) / 2;
        paths.set(portOf(id), `M${start.x} ${start.y}C${half} ${start.y} ${half} ${end.y} ${end.x} ${end.y}`);
      });
    }
  }
  return paths;
}
