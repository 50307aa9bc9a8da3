import type { Device, Namespace } from '../protocol/messages.ts';

/** A device for tests: an end of a veth pair that is up. */
export const sampleDevice = (id: string, more: Partial<Device> = {}): Device => ({
  id,
  name: id.slice(id.indexOf('/') + 1),
  kind: 'veth',
  up: true,
  carrier: true,
  operstate: 'UP',
  mtu: 1500,
  mac: '02:00:00:00:00:01',
  addresses: [],
  routes: [],
  neighbours: [],
  fdb: [],
  settings: {},
  ...more,
});

/** A named namespace for tests. */
export const sampleNamespace = (id: string, devices: readonly Device[], more: Partial<Namespace> = {}): Namespace => ({
  id,
  kind: 'named',
  name: id,
  pid: 0,
  devices,
  settings: {},
  rules: [],
  listeners: [],
  ...more,
});
