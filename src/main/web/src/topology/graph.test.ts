import ELK, { type ElkNode } from 'elkjs/lib/elk.bundled.js';
import { expect, test } from 'vitest';
import type { Topology } from '../protocol/messages.ts';
import { graphOf } from './graph.ts';
import { sampleDevice, sampleNamespace } from './samples.ts';

const CONTAINERS = [1, 2, 3];

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

test.each([[[1]], [[1, 2]], [[1, 2, 3]]])(
  'with the ports %j the bridge stands before them, and no container changes places',
  async (plugged) => {
    const nodes = await laidOut(...plugged);
    const bridge = nodes.get('0/9')!;
    for (const port of plugged) {
      expect(nodes.get(`0/${port}`)!.x).toBeGreaterThan(bridge.x! + bridge.width!);
    }
    const heights = CONTAINERS.map((c) => nodes.get(`${c}`)!.y!);
    expect(heights).toEqual(heights.toSorted((a, b) => a - b));
  },
);
