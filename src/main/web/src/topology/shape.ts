import type { Device, Namespace, Topology } from '../protocol/network.ts';

/** Sizes of what is drawn, in CSS pixels at scale 1. The style sheet's type sizes go with them. */
export const LINE = 17;
export const PAD = 10;
export const HEAD = 30;
const NAME_CHAR = 8;
const SMALL_CHAR = 7.3;
const NARROWEST = 84;
/** A loopback stands in the head of its namespace. */
export const CORNER = 5;
const LOOPBACK_HEIGHT = 22;
/** For the icon before a name. */
export const ICON_WIDTH = 16;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** Where everything lies, in the picture's own pixels. */
export interface Layout extends Size {
  /** By the id of a namespace or device. */
  readonly boxes: ReadonlyMap<string, Box>;
  /** SVG paths by the id of an edge. */
  readonly paths: ReadonlyMap<string, string>;
}

/** The lines under a device's name. */
export function lines(device: Device): readonly string[] {
  const addresses = device.addresses.filter((address) => !address.startsWith('fe80:'));
  return device.kind === 'loopback' ? [] : [...addresses, ...(device.mac ? [device.mac] : [])];
}

export function deviceSize(device: Device): Size {
  if (device.kind === 'loopback') {
    return { width: device.name.length * NAME_CHAR + ICON_WIDTH + PAD, height: LOOPBACK_HEIGHT };
  }
  const small = Math.max(0, ...lines(device).map((line) => line.length)) * SMALL_CHAR;
  const name = device.name.length * NAME_CHAR + ICON_WIDTH;
  return {
    width: Math.ceil(Math.max(NARROWEST, name, small) + 2 * PAD),
    height: LINE + lines(device).length * LINE + PAD * 1.4,
  };
}

/** The least that a namespace with this heading needs, and the loopback beside it. */
export function namespaceSize(heading: string, loopback: Device | undefined): Size {
  const head = heading.length * NAME_CHAR + 2 * PAD;
  const beside = loopback ? deviceSize(loopback).width + PAD : 0;
  return { width: Math.ceil(Math.max(120, head + beside)), height: HEAD + PAD };
}

export function loopbackOf(namespace: Namespace): Device | undefined {
  return namespace.devices.find(({ kind }) => kind === 'loopback');
}

/** How a device does: the colour and form of its icon. */
export function condition(device: Device): 'up' | 'waiting' | 'down' {
  return !device.up ? 'down' : device.carrier ? 'up' : 'waiting';
}

/** Rooms and their devices in an order that only grows, so that what did not change stays where it is. */
export function inOrder(topology: Topology): readonly Namespace[] {
  return topology.namespaces.map((namespace) => ({
    ...namespace,
    devices: namespace.devices.toSorted((a, b) => number(a) - number(b)),
  }));
}

/** What alone decides where things lie: another address does not move what it is written on. */
export function signature(topology: Topology): string {
  return JSON.stringify([
    topology.namespaces.map((namespace) => [
      namespace.id,
      namespace.name,
      namespace.devices.map((device) => [device.id, device.bridge, deviceSize(device)]),
    ]),
    topology.wires,
  ]);
}

function number(device: Device): number {
  return Number(device.id.slice(device.id.indexOf('/') + 1));
}
