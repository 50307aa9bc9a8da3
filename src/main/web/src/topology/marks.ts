import type { LabState } from '../lab/lab-state.ts';
import type { Topology } from '../protocol/network.ts';
import type { Diagnosis } from '../protocol/wire.ts';

/** The failures that the page tells, by the id of the device or room that each is about. */
export function marks(topology: Topology, verdicts: LabState['verdicts']): ReadonlyMap<string, Diagnosis> {
  const marked = new Map<string, Diagnosis>();
  for (const verdict of Object.values(verdicts)) {
    if (verdict.diagnosis && (verdict.state === 'failed' || verdict.state === 'regressed')) {
      const id = subject(topology, verdict.diagnosis.about);
      if (id !== undefined && !marked.has(id)) {
        marked.set(id, verdict.diagnosis);
      }
    }
  }
  return marked;
}

/** What a diagnosis calls by name; a name that several devices bear marks none rather than a wrong one. */
function subject(topology: Topology, about: string): string | undefined {
  const devices = topology.rooms.flatMap((room) => room.devices).filter((device) => device.name === about);
  if (devices.length > 0) {
    return devices.length === 1 ? devices[0]!.id : undefined;
  }
  return topology.rooms.find((room) => room.name !== '' && room.name === about)?.id;
}
