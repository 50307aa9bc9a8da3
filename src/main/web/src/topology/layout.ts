import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js';
import type { Topology } from '../protocol/messages.ts';
import type { Shape } from './cells.ts';
import { graphOf } from './graph.ts';
import { gridOf } from './grid.ts';
import { pathOf } from './path.ts';
import { CORNER, deviceSize, loopbackOf, signature, type Box, type Layout } from './shape.ts';

/** Networks with more namespaces, or more devices without loopbacks, are large. */
const NAMESPACES = 10;
const DEVICES = 30;

/** Computes layouts: by elkjs in a worker, so that typing is not delayed; large ones as a grid, in this thread. */
export class LayoutMaker {
  readonly #elk = new ELK({ workerUrl });
  #signature = '';
  #layout: Layout | undefined;

  /**
   * The layout; the same object while nothing has to move.
   *
   * @param shape of the container
   */
  async of(topology: Topology, heading: (namespace: string) => string, shape: Shape): Promise<Layout> {
    const now = shape + signature(topology);
    if (this.#layout && now === this.#signature) {
      return this.#layout;
    }
    const layout = withLoopbacks(
      topology,
      isLarge(topology) ? gridOf(topology, heading, shape) : read(await this.#elk.layout(graphOf(topology, heading))),
    );
    this.#signature = now;
    this.#layout = layout;
    return layout;
  }

  end(): void {
    this.#elk.terminateWorker();
  }
}

function isLarge({ namespaces }: Topology): boolean {
  const devices = namespaces.reduce(
    (sum, namespace) => sum + namespace.devices.filter((device) => device !== loopbackOf(namespace)).length,
    0,
  );
  return namespaces.length > NAMESPACES || devices > DEVICES;
}

function read(graph: ElkNode): Layout {
  const boxes = new Map<string, Box>();
  for (const namespace of graph.children ?? []) {
    for (const node of [namespace, ...(namespace.children ?? [])]) {
      boxes.set(node.id, { x: node.x ?? 0, y: node.y ?? 0, width: node.width ?? 0, height: node.height ?? 0 });
    }
  }
  const paths = new Map((graph.edges ?? []).map((edge) => [edge.id, pathOf(edge.sections ?? [])]));
  return { boxes, paths, width: graph.width ?? 0, height: graph.height ?? 0 };
}

/** Places loopbacks in their namespaces' headers. */
function withLoopbacks({ namespaces }: Topology, layout: Layout): Layout {
  const boxes = new Map(layout.boxes);
  for (const namespace of namespaces) {
    const box = boxes.get(namespace.id);
    const loopback = loopbackOf(namespace);
    if (box && loopback) {
      const size = deviceSize(loopback);
      boxes.set(loopback.id, { x: box.x + box.width - size.width - CORNER, y: box.y + CORNER, ...size });
    }
  }
  return { ...layout, boxes };
}
