import ELK, { type ElkNode } from 'elkjs/lib/elk.bundled.js';
import { expect, test } from 'vitest';
import type { Topology } from '../protocol/messages.ts';
import { graphOf } from './graph.ts';
import { sampleDevice, sampleNamespace } from './samples.ts';

const CONTAINERS = [1, 2, 3, 4];

/** A bridge and one device on the host per container, of which some are plugged in. */
const network = (...plugged: number[]): Topology => ({
  namespaces: [
    sampleNamespace('0', [
      ...CONTAINERS.map((c) => sampleDevice(`0/${c}`, plugged.includes(c) ? { bridge: '0/9' } : {})),
      sampleDevice('0/9', { kind: 'bridge' }),
    ]),
    ...CONTAINERS.map((c) => sampleNamespace(`${c}`, [sampleDevice(`${c}/1`, { addresses: [`10.70.5.${c}/24`] })])),
  ],
  wires: CONTAINERS.map((c) => ({ from: `0/${c}`, to: `${c}/1` })),
});

const laidOut = async (...plugged: number[]): Promise<Map<string, ElkNode>> => {
  const drawn = await new ELK().layout(graphOf(network(...plugged), (id) => id));
  const nodes = (drawn.children ?? []).flatMap((namespace) => [namespace, ...(namespace.children ?? [])]);
  return new Map(nodes.map((node) => [node.id, node]));
};

/** All subsets of the containers, the empty one too. */
const SUBSETS = Array.from({ length: 2 ** CONTAINERS.length }, (_, bits) => CONTAINERS.filter((_, at) => bits & (1 << at)));

const corners = (nodes: Map<string, ElkNode>): Record<string, unknown> =>
  Object.fromEntries([...nodes].map(([id, { x, y }]) => [id, [x, y]]));

test('the bridge stands before its ports, and containers from top to bottom in their order', async () => {
  const nodes = await laidOut(...CONTAINERS);
  const bridge = nodes.get('0/9')!;
  for (const port of CONTAINERS) {
    expect(nodes.get(`0/${port}`)!.x).toBeGreaterThan(bridge.x! + bridge.width!);
  }
  const heights = CONTAINERS.map((c) => nodes.get(`${c}`)!.y!);
  expect(heights).toEqual(heights.toSorted((a, b) => a - b));
});

test.each(SUBSETS.map((plugged) => [plugged]))('with the ports %j everything stands where it stands with all of them', async (plugged) => {
  expect(corners(await laidOut(...plugged))).toEqual(corners(await laidOut(...CONTAINERS)));
});

test('with two bridges a free end stands beside the newer one', async () => {
  const [host, ...rest] = network().namespaces;
  const both = { ...network(), namespaces: [{ ...host!, devices: [sampleDevice('0/0', { kind: 'bridge' }), ...host!.devices] }, ...rest] };
  const edges = graphOf(both, (id) => id).edges ?? [];
  expect(edges.filter(({ targets }) => targets[0] === '0/1').map(({ sources }) => sources)).toEqual([['0/9']]);
});

test('a pair inside the namespace of a bridge stands for itself, so that the namespace stays narrow', () => {
  const one = sampleNamespace('0', [sampleDevice('0/1'), sampleDevice('0/2'), sampleDevice('0/9', { kind: 'bridge' })]);
  const edges = graphOf({ namespaces: [one], wires: [{ from: '0/1', to: '0/2' }] }, (id) => id).edges ?? [];
  expect(edges.map(({ sources, targets }) => [...sources, ...targets])).toEqual([['0/1', '0/2']]);
});
