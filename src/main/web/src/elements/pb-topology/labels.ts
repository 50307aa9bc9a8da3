import { svg, type SVGTemplateResult } from 'lit';
import type { Device, Room } from '../../protocol/network.ts';
import { FAR, readableSize } from '../../topology/scale.ts';
import { CORNER, deviceSize, HEAD, LAMP, LINE, lines, loopbackOf, PAD, type Size } from '../../topology/shape.ts';

const NAME = 13;
const SMALL = 11.5;
const HEADING = 13.5;
/** Between a box and the largest text in it. */
const INSET = 4;
/** The part of a text's size that stands above its line, where there is a capital or a digit. */
const ASCENT = 0.72;
const LAMP_RADIUS = 4.5;

/** What stands in the head of a room. */
export function roomLabel(room: Room, name: string, box: Size, scale: number): SVGTemplateResult {
  const loopback = loopbackOf(room);
  const width = box.width - 2 * PAD - (loopback ? deviceSize(loopback).width + CORNER : 0);
  const size = readableSize(name, HEADING, { width, height: HEAD - 4 }, scale);
  return svg`<text x=${PAD} y=${middle(HEAD, size)} font-size=${size}>${name}</text>`;
}

/** What is written on a device; from far away its name and addresses alone, and larger: the style sheet hides the rest. */
export function deviceLabel(device: Device, box: Size, scale: number): SVGTemplateResult {
  const written = lines(device);
  const addresses = written.filter((line) => line !== device.mac);
  const far = scale <= FAR;
  const high = box.height - 2 * INSET;
  const nameRoom = { width: box.width - LAMP - PAD, height: addresses.length > 0 ? high / 2 : high };
  const name = readableSize(device.name, NAME, nameRoom, scale);
  const alone = device.kind === 'loopback' || (far && addresses.length === 0);
  const line = alone ? middle(box.height, name) : far ? INSET + name * 0.9 : PAD + 9;
  const lineRoom = { width: box.width - 2 * PAD, height: (high / 2 / Math.max(1, addresses.length)) * 0.9 };
  const sizes = far ? addresses.map((text) => readableSize(text, SMALL, lineRoom, scale)) : [];
  const size = sizes.length > 0 ? Math.min(...sizes) : SMALL;
  const step = far ? Math.max(size * 1.15, high / 2 / Math.max(1, addresses.length)) : LINE;
  return svg`
    <circle cx=${PAD + 1} cy=${line - (name * ASCENT) / 2} r=${LAMP_RADIUS} />
    <text class="name" x=${LAMP + 4} y=${line} font-size=${name}>${device.name}</text>
    ${written.map((text, i) => svg`<text
      class=${text === device.mac ? 'mac' : 'address'}
      x=${PAD}
      y=${line + (i + 1) * step}
      font-size=${text === device.mac ? SMALL : size}
    >${text}</text>`)}`;
}

/** The line on which a text of this size stands in the middle of a height. */
function middle(height: number, size: number): number {
  return height / 2 + (size * ASCENT) / 2;
}
