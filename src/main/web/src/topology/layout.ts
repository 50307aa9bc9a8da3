import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js';
import type { Topology } from '../protocol/network.ts';
import { graphOf } from './graph.ts';
import { pathOf } from './path.ts';
import { signature, type Size } from './shape.ts';

export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** Where everything lies, in the picture's own pixels. */
export interface Layout extends Size {
  /** By the id of a room or device. */
  readonly boxes: ReadonlyMap<string, Box>;
  /** SVG paths by the id of an edge. */
  readonly paths: ReadonlyMap<string, string>;
}

/** Lays topologies out, in a worker: typing goes on meanwhile. */
export class LayoutMaker {
  readonly #elk = new ELK({ workerUrl });
  #signature = '';
  #layout: Layout | undefined;

  /** The same layout for as long as nothing in it has to move. */
  async of(topology: Topology, heading: (room: string) => string): Promise<Layout> {
    const now = signature(topology);
    if (this.#layout && now === this.#signature) {
      return this.#layout;
    }
    const layout = read(await this.#elk.layout(graphOf(topology, heading)));
    this.#signature = now;
    this.#layout = layout;
    return layout;
  }

  end(): void {
    this.#elk.terminateWorker();
  }
}

function read(graph: ElkNode): Layout {
  const boxes = new Map<string, Box>();
  for (const room of graph.children ?? []) {
    for (const node of [room, ...(room.children ?? [])]) {
      boxes.set(node.id, { x: node.x ?? 0, y: node.y ?? 0, width: node.width ?? 0, height: node.height ?? 0 });
    }
  }
  const paths = new Map((graph.edges ?? []).map((edge) => [edge.id, pathOf(edge.sections ?? [])]));
  return { boxes, paths, width: graph.width ?? 0, height: graph.height ?? 0 };
}
