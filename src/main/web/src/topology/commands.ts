import type { Device, Namespace } from '../protocol/messages.ts';

/** Commands in the init namespace that print what the picture shows. */
export interface Commands {
  readonly link: string;
  readonly addresses: string;
  readonly routes: string;
  readonly neighbours: string;
  readonly counters: string;
  readonly fdb: string;
  readonly settings: string;
  readonly rules: string;
  readonly listeners: string;
}

/** Undefined for a namespace that can't be entered: without a name and a process. */
export function commandsFor(namespace: Namespace, device: Device): Commands | undefined {
  const name = device.name;
  if (namespace.kind !== 'init' && namespace.kind !== 'named' && namespace.pid === 0) {
    return undefined;
  }
  const ip = namespace.kind === 'named' ? `ip -n ${namespace.name}` : `${inside(namespace)}ip`;
  return {
    link: `${ip} -d link show dev ${name}`,
    addresses: `${ip} address show dev ${name}`,
    routes: `${ip} route show dev ${name}`,
    neighbours: `${ip} neigh show dev ${name}`,
    counters: `${ip} -s link show dev ${name}`,
    fdb: `${inside(namespace)}bridge fdb show br ${name}`,
    settings: `${inside(namespace)}sysctl net.ipv4.conf.${name.replaceAll('.', '/')}`,
    rules: `${inside(namespace)}nft list ruleset`,
    listeners: `${inside(namespace)}ss -tuln`,
  };
}

function inside(namespace: Namespace): string {
  switch (namespace.kind) {
    case 'init':
      return '';
    case 'named':
      return `ip netns exec ${namespace.name} `;
    case 'container':
    case 'nameless':
      return `nsenter -n -t ${namespace.pid} `;
  }
}
