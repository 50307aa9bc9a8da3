import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ShareChange } from '../pb-splitter/pb-splitter.ts';
import type { SplitDirection } from '../pb-splitter/share.ts';
import { keepShare, keepDirection, keptShare, keptDirection, mayTurn, directionIn } from './pane-direction.ts';

/** The arrangement and shares of two terminals, as the learner last chose. */
export class PanesLayout implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #place: string;
  readonly #sizes = new ResizeObserver(() => this.#measure());
  #observed: Element | undefined;
  /** Width of the container in CSS pixels. */
  #room = 0;
  #chosen: SplitDirection | undefined = keptDirection();
  #share = keptShare();

  /** @param place selector of the terminals' container in the host */
  constructor(host: ReactiveControllerHost & HTMLElement, place: string) {
    this.#host = host;
    this.#place = place;
    host.addController(this);
  }

  /** Of the first terminal, in percent. */
  get share(): number {
    return this.#share;
  }

  /** Whether another arrangement is possible. */
  get turns(): boolean {
    return mayTurn(this.#room);
  }

  /** The arrangement of this number of terminals. */
  direction(terminals: number): SplitDirection | 'single' {
    return terminals > 1 ? directionIn(this.#room, this.#chosen) : 'single';
  }

  /** Switches to the other arrangement. */
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
