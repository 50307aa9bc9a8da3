import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { Device, Namespace } from '../../protocol/messages.ts';
import { FAR, readableSize } from '../../topology/scale.ts';
import { condition, CORNER, deviceSize, HEAD, ICON_WIDTH, LINE, lines, loopbackOf, PAD, type Size } from '../../topology/shape.ts';

const NAME = 13;
const SMALL = 11.5;
const HEADING = 13.5;
/** Between a box and its largest text. */
const INSET = 4;
/** The same at an address's sides, zoomed out. */
const SIDE = 6;
/** Height of capitals and digits above the baseline, as a fraction of the text's size. */
const ASCENT = 0.72;
/** A port icon's side. */
const PORT = 8;
/** Start of a loopback's name, which has little room, and the margin after it. */
const LOOPBACK_START = 17;
const LOOPBACK_END = 3;
const LOOPBACK_INSET = 2;

/** The label of a namespace. */
export function namespaceLabel(namespace: Namespace, name: string, box: Size, scale: number): SVGTemplateResult {
  const loopback = loopbackOf(namespace);
  const width = box.width - 2 * PAD - (loopback ? deviceSize(loopback).width + CORNER : 0);
  const size = readableSize(name, HEADING, { width, height: HEAD - 4 }, scale);
  return svg`<text x=${PAD} y=${middle(HEAD, size)} font-size=${size}>${name}</text>`;
}

/**
 * The label of a device; zoomed out only its name and addresses, in larger text: the style sheet hides the rest.
 *
 * @param marked the width taken by markers at the end of its first line
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
  // Zoomed out, addresses have the lower half to themselves.
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

/** A square port icon. Full: up; half: up without a carrier; empty: down. */
export function stateIcon(state: ReturnType<typeof condition>, x: number, y: number): SVGTemplateResult {
  const from = `M${x - PORT / 2} ${y - PORT / 2}`;
  return svg`<path class="port-icon" d="${from}h${PORT}v${PORT}h${-PORT}z" />
    ${state === 'waiting' ? svg`<path class="half" d="${from}h${PORT / 2}v${PORT}h${-PORT / 2}z" />` : nothing}`;
}

/** The baseline at which text of this size is centred in a height. */
function middle(height: number, size: number): number {
  return height / 2 + (size * ASCENT) / 2;
}
