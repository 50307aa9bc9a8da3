import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { keep, kept } from '../../kept/kept.ts';
import type { ShareChange } from './pb-splitter.ts';
import { shareFrom, type Bounds } from './share.ts';

/** A splitter's position and its CSS property. */
export interface SplitPlace {
  /** The storage key. */
  readonly name: string;
  readonly bounds: Bounds;
  /** The element that is divided. */
  readonly place: string;
  /** Its first part. */
  readonly first: string;
  readonly direction: 'beside' | 'stacked';
  /** The CSS property for the share; the style sheet has its default. */
  readonly property: string;
}

/** The share of the first part as last chosen; the style sheet's default before. */
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

  /** In percent, as displayed. */
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
