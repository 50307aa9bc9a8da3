import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { Device, Namespace } from '../../protocol/network.ts';
import { FAR, readableSize } from '../../topology/scale.ts';
import { condition, CORNER, deviceSize, HEAD, ICON_WIDTH, LINE, lines, loopbackOf, PAD, type Size } from '../../topology/shape.ts';

const NAME = 13;
const SMALL = 11.5;
const HEADING = 13.5;
/** Between a box and the largest text in it. */
const INSET = 4;
/** The same at the sides of an address from far away. */
const SIDE = 6;
/** The part of a text's size that stands above its line, where there is a capital or a digit. */
const ASCENT = 0.72;
/** Its side. */
const PORT = 8;
/** Where a loopback's name begins, which has little room, and what is left free behind it. */
const LOOPBACK_START = 17;
const LOOPBACK_END = 3;
const LOOPBACK_INSET = 2;

/** What stands in the head of a namespace. */
export function namespaceLabel(namespace: Namespace, name: string, box: Size, scale: number): SVGTemplateResult {
  const loopback = loopbackOf(namespace);
  const width = box.width - 2 * PAD - (loopback ? deviceSize(loopback).width + CORNER : 0);
  const size = readableSize(name, HEADING, { width, height: HEAD - 4 }, scale);
  return svg`<text x=${PAD} y=${middle(HEAD, size)} font-size=${size}>${name}</text>`;
}

/**
 * What is written on a device; from far away its name and addresses alone, and larger: the style sheet hides the rest.
 *
 * @param marked the width at the end of its first line that is taken
 */
export function deviceLabel(device: Device, box: Size, scale: number, marked = 0): SVGTemplateResult {
  const written = lines(device);
  const addresses = written.filter((line) => line !== device.mac);
  const far = scale <= FAR;
  const small = device.kind === 'loopback';
  const high = box.height - 2 * (small ? LOOPBACK_INSET : INSET);
  const start = small ? LOOPBACK_START : ICON_WIDTH + 4;
  const nameRoom = {
    width: box.width - start - (small ? LOOPBACK_END : Math.max(marked, PAD - 4)),
    height: addresses.length > 0 ? high / 2 : high,
  };
  const name = readableSize(device.name, NAME, nameRoom, scale);
  const alone = small || (far && addresses.length === 0);
  const line = alone ? middle(box.height, name) : far ? INSET + name * 0.9 : PAD + 9;
  const side = far ? SIDE : PAD;
  const lineRoom = { width: box.width - 2 * side, height: (high / 2 / Math.max(1, addresses.length)) * 0.9 };
  const sizes = far ? addresses.map((text) => readableSize(text, SMALL, lineRoom, scale)) : [];
  const size = sizes.length > 0 ? Math.min(...sizes) : SMALL;
  const step = far ? Math.max(size * 1.15, high / 2 / Math.max(1, addresses.length)) : LINE;
  // From far away addresses have the lower half to themselves.
  const below = far ? Math.max(line, box.height / 2 - step * 0.1) : line;
  return svg`
    ${stateIcon(condition(device), start - 9, line - (name * ASCENT) / 2)}
    <text class="name" x=${start} y=${line} font-size=${name}>${device.name}</text>
    ${written.map(
      (text, i) => svg`<text
      class=${text === device.mac ? 'mac' : 'address'}
      x=${side}
      y=${below + (i + 1) * step}
      font-size=${text === device.mac ? SMALL : size}
    >${text}</text>`,
    )}`;
}

/** A square port. Up, up without a carrier, down: full, half full, empty. */
export function stateIcon(state: ReturnType<typeof condition>, x: number, y: number): SVGTemplateResult {
  const from = `M${x - PORT / 2} ${y - PORT / 2}`;
  return svg`<path class="port" d="${from}h${PORT}v${PORT}h${-PORT}z" />
    ${state === 'waiting' ? svg`<path class="half" d="${from}h${PORT / 2}v${PORT}h${-PORT / 2}z" />` : nothing}`;
}

/** The line on which a text of this size stands in the middle of a height. */
function middle(height: number, size: number): number {
  return height / 2 + (size * ASCENT) / 2;
}
