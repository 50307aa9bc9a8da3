import { bounded, byWheel, fitting, stepped, type ViewportState } from '../../topology/scale.ts';
import type { Size } from '../../topology/shape.ts';

/** A pointer that moves farther than this is no click, in CSS pixels. */
const SLACK = 4;

/** A point on the screen, and in the picture as fractions of its width and height. */
interface Anchor {
  readonly clientX: number;
  readonly clientY: number;
  readonly x: number;
  readonly y: number;
}

/**
 * The scale of a picture, changed by pointer, touch, wheel and keyboard. The picture fits its container until the
 * learner zooms; from then on the scale is kept, whatever changes in the picture. Panning is the browser's scrolling.
 */
export class Viewport {
  scale = 1;
  fits = true;
  /** The position to scroll to once the picture is drawn. */
  #back: ViewportState | undefined;
  readonly #changed: () => void;
  readonly #sizes: ResizeObserver;
  #place: HTMLElement | undefined;
  #inside: Size = { width: 0, height: 0 };
  /** Kept, because a removed container has no scroll position. */
  #scrolled = { left: 0, top: 0 };
  #anchor: Anchor | undefined;
  #dragged: { readonly x: number; readonly y: number; moves: boolean } | undefined;
  #pinched: { readonly apart: number; readonly scale: number } | undefined;

  /** @param changed called when the picture must be drawn at another scale */
  constructor(changed: () => void) {
    this.#changed = changed;
    this.#sizes = new ResizeObserver(([entry]) => {
      this.#inside = entry?.contentRect ?? this.#inside;
      changed();
    });
  }

  /** @param place the scrolling container of the picture, an SVG */
  attach(place: HTMLElement): void {
    if (place !== this.#place) {
      this.#place = place;
      this.#sizes.observe(place);
    }
  }

  /** Detaches; returns scale and scroll position, or undefined if the picture fits its container. */
  detach(): ViewportState | undefined {
    this.#place = undefined;
    this.#sizes.disconnect();
    return this.fits ? undefined : { scale: this.scale, ...this.#scrolled };
  }

  /** Restores an earlier scale and scroll position. */
  restore(state: ViewportState | undefined): void {
    this.fits = state === undefined;
    this.scale = state?.scale ?? this.scale;
    this.#back = state;
  }

  /**
   * Before a picture of this size is drawn.
   *
   * @param most the largest scale for a picture smaller than its container
   */
  beforeDraw(picture: Size, most: number): void {
    if (this.fits && this.#inside.width > 0 && this.#inside.height > 0) {
      this.scale = fitting(picture, this.#inside, most);
    }
  }

  /** After it was drawn: keeps the point under the pointer in place. */
  afterDraw(): void {
    const anchor = this.#anchor;
    const box = this.#box();
    this.#anchor = undefined;
    if (this.#back && box && this.#place) {
      this.#place.scrollTo(this.#back);
      this.#back = undefined;
    }
    if (anchor && box && this.#place) {
      this.#place.scrollLeft += box.left + anchor.x * box.width - anchor.clientX;
      this.#place.scrollTop += box.top + anchor.y * box.height - anchor.clientY;
    }
  }

  fit(): void {
    this.fits = true;
    this.#changed();
  }

  /** Zooms one step in or out, around the centre of the visible part. */
  step(direction: 1 | -1): void {
    this.#to(stepped(this.scale, direction));
  }

  readonly key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    switch (event.key) {
      case '+':
      case '=':
        this.step(1);
        break;
      case '-':
        this.step(-1);
        break;
      case '0':
        this.fit();
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  readonly scroll = (): void => {
    const { scrollLeft: left = 0, scrollTop: top = 0 } = this.#place ?? {};
    this.#scrolled = { left, top };
  };

  /** With Ctrl, also sent for a trackpad's pinch, the wheel zooms; else it scrolls. */
  readonly wheel = (event: WheelEvent): void => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.#to(byWheel(this.scale, event), event);
    }
  };

  readonly touch = (event: TouchEvent): void => {
    const [one, other] = event.touches;
    if (!one || !other || event.touches.length !== 2) {
      this.#pinched = undefined;
      return;
    }
    event.preventDefault();
    const apart = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    this.#pinched ??= { apart, scale: this.scale };
    this.#to(bounded((this.#pinched.scale * apart) / this.#pinched.apart), {
      clientX: (one.clientX + other.clientX) / 2,
      clientY: (one.clientY + other.clientY) / 2,
    });
  };

  /** Drags with a mouse; fingers scroll natively. */
  readonly grab = (event: PointerEvent): void => {
    this.#dragged = event.pointerType === 'mouse' && event.button === 0 ? { x: event.clientX, y: event.clientY, moves: false } : undefined;
  };

  readonly drag = (event: PointerEvent): void => {
    const dragged = this.#dragged;
    const place = this.#place;
    if (!dragged || !place || event.buttons !== 1) {
      this.#dragged = undefined;
      return;
    }
    if (!dragged.moves && Math.hypot(event.clientX - dragged.x, event.clientY - dragged.y) > SLACK) {
      dragged.moves = true;
      // Capture the pointer, so that the end of a drag clicks no device.
      place.setPointerCapture(event.pointerId);
    }
    if (dragged.moves) {
      place.scrollLeft -= event.movementX;
      place.scrollTop -= event.movementY;
    }
  };

  #to(scale: number, at?: Pick<Anchor, 'clientX' | 'clientY'>): void {
    const box = this.#box();
    const place = this.#place?.getBoundingClientRect();
    if (!box || !place || box.width === 0 || box.height === 0) {
      return;
    }
    const { clientX, clientY } = at ?? { clientX: place.left + place.width / 2, clientY: place.top + place.height / 2 };
    this.#anchor ??= { clientX, clientY, x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
    this.fits = false;
    this.scale = scale;
    this.#changed();
  }

  #box(): DOMRect | undefined {
    return this.#place?.querySelector('.drawing')?.getBoundingClientRect();
  }
}
