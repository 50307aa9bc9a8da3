/** The network in the machine, as its kernel told it: what `org.patchbay.web.topology` writes. */
export interface Topology {
  readonly namespaces: readonly Namespace[];
  readonly wires: readonly Wire[];
}

/** A network namespace. */
export interface Namespace {
  readonly id: string;
  readonly kind: 'init' | 'named' | 'container' | 'nameless';
  /** Empty for the init namespace and for a nameless one. */
  readonly name: string;
  /** A process in it; 0 if none was seen. */
  readonly pid: number;
  readonly devices: readonly Device[];
  readonly settings: Readonly<Record<string, number>>;
  readonly rules: readonly string[];
  readonly listeners: readonly string[];
}

export interface Device {
  readonly id: string;
  readonly name: string;
  /** `veth`, `bridge`, `loopback`, …; empty for hardware. */
  readonly kind: string;
  readonly up: boolean;
  readonly carrier: boolean;
  readonly operstate: string;
  readonly mtu: number;
  readonly mac: string;
  readonly addresses: readonly string[];
  /** The id of the bridge that it is a port of. */
  readonly bridge?: string;
  readonly portState?: string;
  /** What Docker calls the network whose bridge it is. */
  readonly network?: string;
  readonly routes: readonly string[];
  readonly neighbours: readonly string[];
  readonly fdb: readonly string[];
  readonly settings: Readonly<Record<string, number>>;
}

/** A veth pair, by the ids of its ends. */
export interface Wire {
  readonly from: string;
  readonly to: string;
}
