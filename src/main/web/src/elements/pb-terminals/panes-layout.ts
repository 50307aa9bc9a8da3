import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ShareChange } from '../pb-splitter/pb-splitter.ts';
import type { Way } from '../pb-splitter/share.ts';
import { keepShare, keepWay, keptShare, keptWay, mayTurn, wayIn } from './panes-way.ts';

/** How two terminals lie in the room that there is, and how they share it, as the learner last chose. */
export class PanesLayout implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #place: string;
  readonly #sizes = new ResizeObserver(() => this.#measure());
  #observed: Element | undefined;
  /** Width of the place in CSS pixels. */
  #room = 0;
  #chosen: Way | undefined = keptWay();
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
  way(terminals: number): Way | 'whole' {
    return terminals > 1 ? wayIn(this.#room, this.#chosen) : 'whole';
  }

  /** Has two lie in the other way than they do. */
  turn(): void {
    this.#chosen = this.way(2) === 'beside' ? 'stacked' : 'beside';
    keepWay(this.#chosen);
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
