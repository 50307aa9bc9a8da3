import type { LabState } from '../lab/lab-state.ts';
import type { Diagnosis, Namespace, Topology } from '../protocol/messages.ts';

/** The displayed failures. */
export function failures(verdicts: LabState['verdicts']): readonly Diagnosis[] {
  return Object.values(verdicts).flatMap(({ state, diagnosis }) =>
    diagnosis && (state === 'failed' || state === 'regressed') ? [diagnosis] : [],
  );
}

/** The displayed failures by the id of the device or namespace that each is about. */
export function failuresById(topology: Topology, verdicts: LabState['verdicts']): ReadonlyMap<string, Diagnosis> {
  const marked = new Map<string, Diagnosis>();
  for (const diagnosis of failures(verdicts)) {
    const id = subject(topology, diagnosis.about) ?? place(topology, diagnosis);
    if (id !== undefined && !marked.has(id)) {
      marked.set(id, diagnosis);
    }
  }
  return marked;
}

/** A diagnosis names a device as `device` in the init namespace, as `namespace/device` elsewhere. */
function subject({ namespaces }: Topology, about: string): string | undefined {
  const slash = about.lastIndexOf('/');
  const place = slash < 0 ? '' : about.slice(0, slash);
  const name = about.slice(slash + 1);
  const namespace = namespaces.find((candidate) => (place === '' ? candidate.kind === 'init' : called(candidate) === place));
  return namespace?.devices.find((device) => device.name === name)?.id ?? namespaces.find((other) => called(other) === about)?.id;
}

/** Failures about a namespace or an address are located by the namespace of the command that shows them. */
const ELSEWHERE = new Set(['address', 'arp', 'route', 'setting', 'filter', 'nat', 'transport']);

/** A container is named alone; otherwise the namespace of the diagnosis. */
function place({ namespaces }: Topology, { layer, about, see }: Diagnosis): string | undefined {
  if (layer === 'container') {
    return namespaces.find(({ kind, name }) => kind === 'container' && name === about)?.id;
  }
  if (!ELSEWHERE.has(layer) || see === undefined || /^lsns /.test(see)) {
    return undefined;
  }
  const entered =
    /^ip netns exec (\S+) /.exec(see)?.[1] ??
    /^nsenter -n -t \$\(docker inspect -f '[^']*' (\S+)\) /.exec(see)?.[1]?.replace(/^/, 'container:');
  return namespaces.find((namespace) => (entered === undefined ? namespace.kind === 'init' : called(namespace) === entered))?.id;
}

/** The server's name of a namespace. */
function called(namespace: Namespace): string {
  return namespace.kind === 'container' ? `container:${namespace.name}` : namespace.name;
}
