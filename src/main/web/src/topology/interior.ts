import type { Device, Namespace } from '../protocol/messages.ts';
import { deviceSize, HEAD, loopbackOf, PAD, type Box, type Size } from './shape.ts';
import type { Wiring } from './cells.ts';

const GAP = 8;
/** Width for the lines from ports to their bridge. */
const BRIDGE_GAP = 64;
const MARGIN = PAD + 2;
const TOP = HEAD + 4;
/** Up to this many connected devices are stacked, and each cable leaves by the side that suits it. */
const FEW = 4;

export type Side = 'left' | 'right';

/** Positions of a namespace's devices, except its loopback. */
export interface Interior extends Size {
  readonly boxes: ReadonlyMap<string, Box>;
}

/** Options of the layout. */
export interface InteriorOptions {
  readonly heading: Size;
  /** The side by which a device's cable leaves. */
  side(device: Device): Side;
  /** The preferred height of a device's cable, relative to the namespace. */
  level?(device: Device): number | undefined;
  /** The minimum size, if the namespace is stretched. */
  readonly least?: Size;
}

/** Bridges in the centre, connected devices to the left and right, unconnected ones below. */
export function interior(namespace: Namespace, wiring: Wiring, options: InteriorOptions): Interior {
  const devices = namespace.devices.filter((device) => device !== loopbackOf(namespace));
  const bridges = devices.filter(({ id, kind }) => kind === 'bridge' || devices.some((port) => port.bridge === id));
  const bound = devices.filter((d) => !bridges.includes(d) && (d.bridge !== undefined || wiring.other(d.id) !== undefined));
  const loose = devices.filter((device) => !bridges.includes(device) && !bound.includes(device));
  const single = bridges.length === 0 && bound.length <= FEW;
  const left = single ? [] : bound.filter((device) => options.side(device) === 'left');
  const right = single ? [] : bound.filter((device) => options.side(device) === 'right');
  const middle = single ? bound : bridges;

  const widths = [left, middle, right].map(widest);
  const between = widths.filter((width) => width > 0).length - 1;
  const columns = widths.reduce((sum, width) => sum + width, 0) + Math.max(0, between) * BRIDGE_GAP;
  const looseSize = { width: widest(loose), height: Math.max(0, ...loose.map((device) => deviceSize(device).height)) };
  const inRow = Math.max(1, columns === 0 ? Math.ceil(Math.sqrt(loose.length / 2)) : Math.floor((columns + GAP) / (looseSize.width + GAP)));
  const looseWidth = Math.min(inRow, loose.length) * (looseSize.width + GAP) - GAP;
  const width = Math.max(options.heading.width, options.least?.width ?? 0, Math.max(columns, looseWidth) + 2 * MARGIN);

  const boxes = new Map<string, Box>();
  const bottoms = [
    stack(left, boxes, (size) => ({ x: MARGIN, ...size }), options),
    stack(right, boxes, (size) => ({ x: width - MARGIN - size.width, ...size }), options),
  ];
  const looseHeight = Math.ceil(loose.length / inRow) * (looseSize.height + GAP);
  const least = (options.least?.height ?? 0) - (loose.length > 0 ? looseHeight : 0) - MARGIN;
  const high = middle.reduce((sum, device) => sum + deviceSize(device).height + GAP, 0);
  const bottom = Math.max(TOP, least, ...bottoms, high === 0 ? 0 : TOP + high - GAP);
  spread(middle, boxes, width, bottom, single);
  loose.forEach((device, i) => {
    const size = deviceSize(device);
    boxes.set(device.id, {
      x: MARGIN + (i % inRow) * (looseSize.width + GAP),
      y: (bottom > TOP ? bottom + GAP : TOP) + Math.floor(i / inRow) * (looseSize.height + GAP),
      ...size,
    });
  });
  const end = Math.max(bottom, ...[...boxes.values()].map(({ y, height }) => y + height));
  return { width, height: Math.max(options.heading.height, end + MARGIN), boxes };
}

function widest(devices: readonly Device[]): number {
  return Math.max(0, ...devices.map((device) => deviceSize(device).width));
}

/** Stacks devices, each at its preferred height or as close below as possible; returns the end. */
function stack(
  devices: readonly Device[],
  boxes: Map<string, Box>,
  place: (size: Size) => Omit<Box, 'y'>,
  { level }: InteriorOptions,
): number {
  const wanted = devices.map((device) => ({ device, at: level?.(device) ?? 0 }));
  return (
    wanted
      .toSorted((a, b) => a.at - b.at)
      .reduce((free, { device, at }) => {
        const size = deviceSize(device);
        const y = Math.max(free, at - size.height / 2);
        boxes.set(device.id, { y, ...place(size) });
        return y + size.height + GAP;
      }, TOP) - (devices.length > 0 ? GAP : 0)
  );
}

/** Distributes devices over the height, or from the top if there is room. */
function spread(devices: readonly Device[], boxes: Map<string, Box>, width: number, bottom: number, above: boolean): void {
  let y = TOP;
  devices.forEach((device, i) => {
    const size = deviceSize(device);
    const even = TOP + ((bottom - TOP) * (i + 1)) / (devices.length + 1) - size.height / 2;
    const at = above ? y : Math.max(y, even);
    boxes.set(device.id, { x: (width - size.width) / 2, y: at, ...size });
    y = at + size.height + GAP;
  });
}
