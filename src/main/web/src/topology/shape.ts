import type { Device, Namespace, Topology } from '../protocol/messages.ts';

/** Sizes in CSS pixels at scale 1. They must match the style sheet's text sizes. */
export const LINE = 17;
export const PAD = 10;
export const HEAD = 30;
const NAME_CHAR = 8;
const SMALL_CHAR = 7.3;
const NARROWEST = 84;
/** Size of a loopback in its namespace's header. */
export const CORNER = 5;
const LOOPBACK_HEIGHT = 22;
/** Width of the icon before a name. */
export const ICON_WIDTH = 16;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** Positions and sizes, in the picture's own pixels. */
export interface Layout extends Size {
  /** By the id of a namespace or device. */
  readonly boxes: ReadonlyMap<string, Box>;
  /** SVG paths by the id of an edge. */
  readonly paths: ReadonlyMap<string, string>;
}

/** The lines below a device's name. */
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

/** The minimum size of a namespace with this heading and loopback. */
export function namespaceSize(heading: string, loopback: Device | undefined): Size {
  const head = heading.length * NAME_CHAR + 2 * PAD;
  const beside = loopback ? deviceSize(loopback).width + PAD : 0;
  return { width: Math.ceil(Math.max(120, head + beside)), height: HEAD + PAD };
}

export function loopbackOf(namespace: Namespace): Device | undefined {
  return namespace.devices.find(({ kind }) => kind === 'loopback');
}

/** A device's state: colour and shape of its icon. */
export function condition(device: Device): 'up' | 'waiting' | 'down' {
  return !device.up ? 'down' : device.carrier ? 'up' : 'waiting';
}

/** Namespaces and devices in a stable order, so that unchanged ones stay in place. */
export function inOrder(topology: Topology): readonly Namespace[] {
  return topology.namespaces.map((namespace) => ({
    ...namespace,
    devices: namespace.devices.toSorted((a, b) => number(a) - number(b)),
  }));
}

/** Identifies everything that affects the layout; an address's text does not. */
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
