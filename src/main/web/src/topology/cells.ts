import type { Device, Namespace, Topology } from '../protocol/messages.ts';

/**
 * Up to this many namespaces around the centre are in one column per side, up to the next number in two, then in three.
 */
const COLUMNS = { wide: [8, 20], high: [20, 60] } as const;

/** Whether the container is wide or high. */
export type Shape = keyof typeof COLUMNS;

/** A namespace's cell; the central one spans all rows. */
export interface Cell {
  readonly namespace: Namespace;
  readonly column: number;
  readonly row: number | 'all';
}

/** Lookup of veth pairs. */
export class Wiring {
  readonly #namespace = new Map<string, Namespace>();
  readonly #other = new Map<string, string>();

  constructor({ namespaces, wires }: Topology) {
    namespaces.forEach((namespace) => namespace.devices.forEach(({ id }) => this.#namespace.set(id, namespace)));
    for (const { from, to } of wires) {
      this.#other.set(from, to);
      this.#other.set(to, from);
    }
  }

  /** The namespace that contains a device. */
  namespace(device: string): Namespace | undefined {
    return this.#namespace.get(device);
  }

  /** A device's peer. */
  other(device: string): string | undefined {
    return this.#other.get(device);
  }

  /** The namespace of a device's peer. */
  otherNamespace({ id }: Device): Namespace | undefined {
    const other = this.#other.get(id);
    return other === undefined ? undefined : this.#namespace.get(other);
  }
}

/**
 * Arranges a large network's namespaces in rows and columns, around the most connected one, if there is one. A new
 * namespace takes the next free cell and moves no other.
 */
export function cells({ namespaces }: Topology, wiring: Wiring, shape: Shape): readonly Cell[] {
  const middle = namespaces.find((namespace) => 2 * around(namespace, wiring) >= namespaces.length - 1 && namespaces.length > 2);
  const others = namespaces.filter((namespace) => namespace !== middle);
  if (!middle) {
    const wide = Math.max(1, Math.round(Math.sqrt(others.length) * (shape === 'wide' ? 1.3 : 0.8)));
    return others.map((namespace, i) => ({ namespace, column: i % wide, row: Math.floor(i / wide) }));
  }
  const deep = 1 + COLUMNS[shape].filter((most) => others.length > most).length;
  const sides = Array.from({ length: deep }, (_, i) => [i + 1, -i - 1]).flat();
  return [
    { namespace: middle, column: deep, row: 'all' },
    ...others.map((namespace, i) => ({
      namespace,
      column: deep + sides[i % sides.length]!,
      row: Math.floor(i / sides.length),
    })),
  ];
}

function around(namespace: Namespace, wiring: Wiring): number {
  return new Set(namespace.devices.map((device) => wiring.otherNamespace(device)).filter((other) => other && other !== namespace)).size;
}
