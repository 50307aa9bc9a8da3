import type { Size } from './shape.ts';

/** Limits of the picture's scale, where 1 is its own size in CSS pixels. */
const LEAST = 0.08;
const MOST = 4;
const STEP = 1.3;
/** A notch of a mouse wheel is about 100 pixels, a trackpad's pinch a few at a time. */
const WHEEL = 0.0035;
/** Pixels per line, for wheels that count in lines. */
const WHEEL_LINE = 33;

/** From this scale down only names are drawn, in larger text. */
export const FAR = 0.87;
/** The smallest legible text, in CSS pixels on the screen. */
const READABLE = 11.5;

/** Scale and scroll position of a zoomed picture. */
export interface ViewportState {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

export function bounded(scale: number): number {
  return Math.min(MOST, Math.max(LEAST, scale));
}

/**
 * The scale at which the whole picture fits.
 *
 * @param most the limit for a small one
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
 * The text size, in the picture's pixels, that is legible at this scale, if there is room.
 *
 * @param usual at scale 1
 * @param room for the text
 */
export function readableSize(text: string, usual: number, room: Size, scale: number): number {
  return scale > FAR ? usual : Math.max(usual, Math.min(READABLE / scale, room.width / ems(text), room.height));
}

/** Approximate width of a text, relative to its size. */
function ems(text: string): number {
  return [...text].reduce((sum, char) => sum + (char > '\u2e7f' ? 1 : 0.61), 0);
}
