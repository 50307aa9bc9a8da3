import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Topology } from '../protocol/messages.ts';
import { deviceSize, HEAD, inOrder, loopbackOf, PAD, namespaceSize } from './shape.ts';

/** Id of the edge from a bridge to one of its ports, or to a device that stands where its port would. */
export const portOf = (device: string): string => `port ${device}`;
export const wireOf = (from: string, to: string): string => `wire ${from} ${to}`;

const WHOLE = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.edgeRouting': 'SPLINES',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.spacing.nodeNodeBetweenLayers': '64',
  'elk.spacing.nodeNode': '22',
  'elk.spacing.componentComponent': '28',
  'elk.padding': '[top=12,left=12,bottom=12,right=12]',
};

/**
 * The topology as input for elkjs: namespaces contain devices; veth pairs and ports are edges. Edges go from left to
 * right, so a bridge comes before its ports and these before their peers: no cable crosses a bridge. The free ends of
 * pairs that lead out of a bridge's namespace are arranged like its ports, so that no device moves when it is plugged in or out.
 */
export function graphOf(topology: Topology, heading: (namespace: string) => string): ElkNode {
  const home = new Map(topology.namespaces.flatMap(({ id, devices }) => devices.map((device) => [device.id, id] as const)));
  const leading = topology.wires.filter(({ from, to }) => home.get(from) !== home.get(to));
  const paired = new Set(leading.flatMap(({ from, to }) => [from, to]));
  const ports: ElkExtendedEdge[] = inOrder(topology).flatMap(({ devices }) => {
    const newest = devices.findLast(({ kind }) => kind === 'bridge')?.id;
    return devices.flatMap((device) => {
      const bridge = device.bridge ?? (paired.has(device.id) ? newest : undefined);
      return bridge ? [{ id: portOf(device.id), sources: [bridge], targets: [device.id] }] : [];
    });
  });
  const wires: ElkExtendedEdge[] = topology.wires.map(({ from, to }) => ({
    id: wireOf(from, to),
    sources: [from],
    targets: [to],
  }));
  return {
    id: 'machine',
    layoutOptions: WHOLE,
    children: inOrder(topology).map((namespace) => {
      const loopback = loopbackOf(namespace);
      const least = namespaceSize(heading(namespace.id), loopback);
      return {
        id: namespace.id,
        // Model order is set for the whole graph: repeated here it makes elkjs fail.
        layoutOptions: {
          'elk.layered.spacing.nodeNodeBetweenLayers': '44',
          'elk.spacing.nodeNode': '16',
          'elk.padding': `[top=${HEAD + 4},left=${PAD + 2},bottom=${PAD + 2},right=${PAD + 2}]`,
          'elk.nodeSize.constraints': 'MINIMUM_SIZE',
          'elk.nodeSize.minimum': `(${least.width},${least.height})`,
        },
        children: namespace.devices.filter((device) => device !== loopback).map((device) => ({ id: device.id, ...deviceSize(device) })),
      };
    }),
    edges: [...wires, ...ports],
  };
}
