import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ShareChange } from '../pb-splitter/pb-splitter.ts';
import type { SplitDirection } from '../pb-splitter/share.ts';
import { keepShare, keepDirection, keptShare, keptDirection, mayTurn, directionIn } from './pane-direction.ts';

/** How two terminals lie in the room that there is, and how they share it, as the learner last chose. */
export class PanesLayout implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #place: string;
  readonly #sizes = new ResizeObserver(() => this.#measure());
  #observed: Element | undefined;
  /** Width of the place in CSS pixels. */
  #room = 0;
  #chosen: SplitDirection | undefined = keptDirection();
  #share = keptShare();

  /** @param place selects where in the host the terminals lie */
  constructor(host: ReactiveControllerHost & HTMLElement, place: string) {
    this.#host = host;
    this.#place = place;
    host.addController(this);
  }

  /** Of the first, in percent. */
  get share(): number {
    return this.#share;
  }

  /** Whether there is room to lie otherwise. */
  get turns(): boolean {
    return mayTurn(this.#room);
  }

  /** How so many lie. */
  direction(terminals: number): SplitDirection | 'single' {
    return terminals > 1 ? directionIn(this.#room, this.#chosen) : 'single';
  }

  /** Has two lie in the other direction than they do. */
  turn(): void {
    this.#chosen = this.direction(2) === 'beside' ? 'stacked' : 'beside';
    keepDirection(this.#chosen);
    this.#host.requestUpdate();
  }

  readonly shared = ({ percent, settled }: ShareChange): void => {
    this.#share = percent;
    if (settled) {
      keepShare(percent);
    }
    this.#host.requestUpdate();
  };

  hostUpdated(): void {
    const place = this.#host.querySelector<HTMLElement>(this.#place);
    place?.style.setProperty('--first', `${this.#share}%`);
    if (place && place !== this.#observed) {
      this.#observed = place;
      this.#sizes.observe(place);
    }
  }

  hostDisconnected(): void {
    this.#sizes.disconnect();
    this.#observed = undefined;
  }

  #measure(): void {
    const room = this.#observed?.clientWidth ?? 0;
    if (room !== this.#room) {
      this.#room = room;
      this.#host.requestUpdate();
    }
  }
}
