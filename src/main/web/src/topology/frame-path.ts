import type { Hop, Journey, Topology } from '../protocol/messages.ts';
import { portOf, wireOf } from './graph.ts';

/** A segment of a frame's path in the picture. */
export type Segment =
  /** Along an edge; `back` if against its direction. */
  | { readonly edge: string; readonly back: boolean }
  /** Inside a namespace, from one device to another. */
  | { readonly from: string; readonly to: string };

/** The segments from the previous hop to this one; empty for the first. */
export function segmentsTo(journey: Journey, index: number, topology: Topology): readonly Segment[] {
  const hop = journey.hops[index];
  const before = hop?.after === undefined ? undefined : journey.hops[hop.after];
  if (!hop || !before || hop.device === before.device) {
    return [];
  }
  return wire(before, hop, topology) ?? bridged(before, hop, topology) ?? [{ from: before.device, to: hop.device }];
}

function wire(before: Hop, hop: Hop, { wires }: Topology): readonly Segment[] | undefined {
  const found = wires.find(
    ({ from, to }) => (from === before.device && to === hop.device) || (to === before.device && from === hop.device),
  );
  return found && [{ edge: wireOf(found.from, found.to), back: found.to === before.device }];
}

/** Into a bridge by a port, out of it by another, or both. */
function bridged(before: Hop, hop: Hop, { namespaces }: Topology): readonly Segment[] | undefined {
  const devices = namespaces.flatMap((namespace) => namespace.devices);
  const bridgeOf = (id: string): string | undefined => devices.find((device) => device.id === id)?.bridge;
  const into = { edge: portOf(before.device), back: true };
  const out = { edge: portOf(hop.device), back: false };
  if (bridgeOf(before.device) === hop.device) {
    return [into];
  }
  if (bridgeOf(hop.device) === before.device) {
    return [out];
  }
  return bridgeOf(hop.device) !== undefined && bridgeOf(hop.device) === bridgeOf(before.device) ? [into, out] : undefined;
}

/** The hops at each device, up to an index in the journey. */
export function visits(journey: Journey, upTo: number): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  journey.hops.forEach(({ device }, index) => {
    if (index <= upTo) {
      found.set(device, [...(found.get(device) ?? []), index]);
    }
  });
  return found;
}

/** How the journey ended. */
export function outcome(journey: Journey): 'answered' | 'taken' | 'dropped' | 'unknown' {
  if (journey.answer !== undefined) {
    return 'answered';
  }
  const ends = journey.hops.map(({ end }) => end);
  return ends.includes('taken') ? 'taken' : ends.includes('dropped') ? 'dropped' : 'unknown';
}
