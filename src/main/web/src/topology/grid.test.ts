import { expect, test } from 'vitest';
import type { Topology } from '../protocol/messages.ts';
import { portOf, wireOf } from './graph.ts';
import { gridOf } from './grid.ts';
import { sampleDevice as device, sampleNamespace as namespace } from './samples.ts';
import type { Box, Layout } from './shape.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** This many namespaces around a bridge, some also connected to each other, and unconnected devices. */
const around = (count: number): Topology => ({
  namespaces: [
    namespace('init', [
      device('init/1', { kind: 'bridge' }),
      ...numbers(count).map((i) => device(`init/${i + 2}`, { bridge: 'init/1' })),
      ...numbers(4).map((i) => device(`init/${900 + i}`, { kind: 'dummy' })),
    ]),
    ...numbers(count).map((i) => namespace(`n${i}`, [device(`n${i}/1`, { addresses: ['10.0.0.1/24'] }), device(`n${i}/2`)])),
  ],
  wires: [
    ...numbers(count).map((i) => ({ from: `init/${i + 2}`, to: `n${i}/1` })),
    ...numbers(4).map((i) => ({ from: `n${i}/2`, to: `n${i + 5}/2` })),
  ],
});

/** Namespaces in a row, each connected to the next. */
const chain = (count: number): Topology => ({
  namespaces: numbers(count).map((i) => namespace(`n${i}`, [device(`n${i}/1`), device(`n${i}/2`)])),
  wires: numbers(count - 1).map((i) => ({ from: `n${i}/2`, to: `n${i + 1}/1` })),
});

const alone: Topology = {
  namespaces: [
    namespace(
      'init',
      numbers(60).map((i) => device(`init/${i}`, { kind: 'dummy' })),
    ),
  ],
  wires: [],
};

const large: readonly [string, Topology][] = [
  ['around a bridge', around(29)],
  ['in a row', chain(30)],
  ['nothing but devices', alone],
  ['nothing but namespaces', { namespaces: numbers(30).map((i) => namespace(`n${i}`, [])), wires: [] }],
];

function box(layout: Layout, id: string): Box {
  return layout.boxes.get(id)!;
}

const apart = (a: Box, b: Box): boolean => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

const inside = (a: Box, b: Box): boolean => a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;

test.for(large)('%s: all is there, nothing lies on anything else', ([, topology]) => {
  for (const shape of ['wide', 'high'] as const) {
    const layout = gridOf(topology, (id) => id, shape);
    const whole = { x: 0, y: 0, width: layout.width, height: layout.height };
    const namespaces = topology.namespaces.map(({ id }) => box(layout, id));
    expect(namespaces.every((one) => inside(one, whole))).toBe(true);
    namespaces.forEach((one, i) => expect(namespaces.slice(i + 1).every((other) => apart(one, other))).toBe(true));
    for (const { id, devices } of topology.namespaces) {
      const boxes = devices.map((one) => box(layout, one.id));
      expect(boxes.every((one) => inside(one, box(layout, id)))).toBe(true);
      boxes.forEach((one, i) => expect(boxes.slice(i + 1).every((other) => apart(one, other))).toBe(true));
    }
  }
});

test.for(large)('%s: each line leads from the edge of one device to that of the other, and past all namespaces', ([, topology]) => {
  const layout = gridOf(topology, (id) => id, 'wide');
  const lines = [
    ...topology.wires.map(({ from, to }) => ({ id: wireOf(from, to), from, to })),
    ...topology.namespaces.flatMap(({ devices }) =>
      devices.flatMap(({ id, bridge }) => (bridge ? [{ id: portOf(id), from: bridge, to: id }] : [])),
    ),
  ];
  for (const { id, from, to } of lines) {
    const points = layout.paths
      .get(id)!
      .match(/-?[0-9.]+ -?[0-9.]+/g)!
      .map((point) => point.split(' ').map(Number));
    const at = ([x, y]: number[], device: string): void => {
      const { x: left, y: top, width, height } = box(layout, device);
      expect(
        [left, left + width].some((edge) => Math.abs(edge - x!) < 0.2),
        `${id} at ${device}`,
      ).toBe(true);
      expect(y! > top && y! < top + height).toBe(true);
    };
    at(points[0]!, from);
    at(points.at(-1)!, to);
    const ends = topology.namespaces.filter(({ devices }) => devices.some((one) => one.id === from || one.id === to));
    for (const other of topology.namespaces.filter((one) => !ends.includes(one))) {
      const { x, y, width, height } = box(layout, other.id);
      const through = points.slice(1).some(([bx, by], i) => {
        const [ax, ay] = points[i]!;
        return Math.max(ax!, bx!) > x && Math.min(ax!, bx!) < x + width && Math.max(ay!, by!) > y && Math.min(ay!, by!) < y + height;
      });
      expect(through, `${id} through ${other.id}`).toBe(false);
    }
  }
});

test('many namespaces fill a screen, not a strip', () => {
  for (const [, topology] of large) {
    for (const [shape, least, most] of [
      ['wide', 1, 3.2],
      ['high', 0.4, 1.6],
    ] as const) {
      const { width, height } = gridOf(topology, (id) => id, shape);
      expect(width / height).toBeGreaterThan(least);
      expect(width / height).toBeLessThan(most);
    }
  }
});

test('a new namespace moves no other, or by the width of a cable', () => {
  const before = gridOf(around(28), (id) => id, 'wide');
  const after = gridOf(around(29), (id) => id, 'wide');
  for (const id of numbers(28).flatMap((i) => [`n${i}`, `n${i}/1`, `init/${i + 2}`])) {
    expect(Math.abs(box(after, id).x - box(before, id).x)).toBeLessThan(16);
    expect(Math.abs(box(after, id).y - box(before, id).y)).toBeLessThan(16);
  }
});
