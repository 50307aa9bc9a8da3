import type { Device, Room } from '../protocol/network.ts';

/** Commands that show in a terminal of the init namespace what the picture shows. */
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

/** None for a namespace that there is no way into: without a name and a process. */
export function commandsFor(room: Room, device: Device): Commands | undefined {
  const name = device.name;
  if (room.kind !== 'init' && room.kind !== 'named' && room.pid === 0) {
    return undefined;
  }
  const ip = room.kind === 'named' ? `ip -n ${room.name}` : `${inside(room)}ip`;
  return {
    link: `${ip} -d link show dev ${name}`,
    addresses: `${ip} address show dev ${name}`,
    routes: `${ip} route show dev ${name}`,
    neighbours: `${ip} neigh show dev ${name}`,
    counters: `${ip} -s link show dev ${name}`,
    fdb: `${inside(room)}bridge fdb show br ${name}`,
    settings: `${inside(room)}sysctl net.ipv4.conf.${name.replaceAll('.', '/')}`,
    rules: `${inside(room)}nft list ruleset`,
    listeners: `${inside(room)}ss -tuln`,
  };
}

function inside(room: Room): string {
  switch (room.kind) {
    case 'init':
      return '';
    case 'named':
      return `ip netns exec ${room.name} `;
    case 'container':
    case 'nameless':
      return `nsenter -n -t ${room.pid} `;
  }
}
