import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { keep, kept } from '../../kept/kept.ts';
import type { ShareChange } from './pb-splitter.ts';
import { shareFrom, type Bounds } from './share.ts';

/** Where a splitter is, and what its style sheet is told of it. */
export interface SplitPlace {
  /** Under which the share is kept. */
  readonly name: string;
  readonly bounds: Bounds;
  /** The element that the splitter divides. */
  readonly place: string;
  /** The first of its parts. */
  readonly first: string;
  readonly direction: 'beside' | 'stacked';
  /** The custom property for the share, which has a default of its own in the style sheet. */
  readonly property: string;
}

/** The share of the first part of a place, as the learner last chose it; until then the style sheet decides. */
export class KeptShare implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #split: SplitPlace;
  #percent: number | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, split: SplitPlace) {
    this.#host = host;
    this.#split = split;
    this.#percent = shareFrom(kept(split.name), split.bounds);
    host.addController(this);
  }

  get bounds(): Bounds {
    return this.#split.bounds;
  }

  /** In percent, as it is on the screen. */
  get percent(): number {
    const { place, first, direction } = this.#split;
    const size = (selector: string): number => {
      const box = this.#host.querySelector(selector)?.getBoundingClientRect();
      return (direction === 'beside' ? box?.width : box?.height) ?? 0;
    };
    const whole = this.#percent === undefined ? size(place) : 0;
    return this.#percent ?? (whole > 0 ? (size(first) / whole) * 100 : 50);
  }

  readonly changed = ({ percent, settled }: ShareChange): void => {
    this.#percent = percent;
    if (settled) {
      keep(this.#split.name, `${Math.round(percent)}`);
    }
    this.#host.requestUpdate();
  };

  hostUpdated(): void {
    if (this.#percent !== undefined) {
      this.#host.querySelector<HTMLElement>(this.#split.place)?.style.setProperty(this.#split.property, `${this.#percent}%`);
    }
  }
}
