import type { Size } from './shape.ts';

/** Bounds of how large a picture is drawn, where 1 is its own size in CSS pixels. */
const LEAST = 0.08;
const MOST = 4;
const STEP = 1.3;
/** A notch of a mouse wheel is about 100 pixels, a pinch on a trackpad some few at a time. */
const WHEEL = 0.0035;
/** Pixels in a line, where a wheel counts in lines. */
const WHEEL_LINE = 33;

/** From this scale down there is no room for more than names, which are written larger instead. */
export const FAR = 0.87;
/** What can be read without effort, in CSS pixels on the screen. */
const READABLE = 11.5;

/** The scale of a picture that does not just fit its place, and how far its place is scrolled. */
export interface ViewportState {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

export function bounded(scale: number): number {
  return Math.min(MOST, Math.max(LEAST, scale));
}

/**
 * The scale at which all of a picture is in view.
 *
 * @param most for a small one
 */
export function fitting(picture: Size, place: Size, most = 1): number {
  return bounded(Math.min(most, place.width / picture.width, place.height / picture.height));
}

/** One step larger (1) or smaller (-1). */
export function stepped(scale: number, direction: 1 | -1): number {
  return bounded(scale * STEP ** direction);
}

export function byWheel(scale: number, { deltaY, deltaMode }: Pick<WheelEvent, 'deltaY' | 'deltaMode'>): number {
  return bounded(scale * Math.exp(-deltaY * (deltaMode === 0 ? 1 : WHEEL_LINE) * WHEEL));
}

/**
 * How large to write something in the picture's own pixels, so that it can be read at this scale, if it has the room.
 *
 * @param usual at scale 1
 * @param room for the text
 */
export function readableSize(text: string, usual: number, room: Size, scale: number): number {
  return scale > FAR ? usual : Math.max(usual, Math.min(READABLE / scale, room.width / ems(text), room.height));
}

/** About how wide a text is, in its own size. */
function ems(text: string): number {
  return [...text].reduce((sum, char) => sum + (char > '\u2e7f' ? 1 : 0.61), 0);
}
