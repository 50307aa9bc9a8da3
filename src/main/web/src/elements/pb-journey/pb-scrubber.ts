import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { sentence } from '../../cables/sentence.ts';
import { LabElement } from '../../lab/lab-element.ts';
import type { Journey } from '../../protocol/messages.ts';

/** Duration of each hop during playback, in milliseconds. */
const EACH = 1100;

/** Fired when the learner selects a hop. */
export class Scrubbed extends Event {
  static readonly NAME = 'scrubbed';
  readonly at: number;

  constructor(at: number) {
    super(Scrubbed.NAME);
    this.at = at;
  }
}

/** Steps through the hops of a frame, with a description of each. */
export class PbScrubber extends LabElement {
  static override properties = { journey: { attribute: false }, at: { attribute: false }, playing: { state: true } };

  declare journey: Journey;
  declare at: number;
  declare private playing: boolean;
  #clock: number | undefined;
  protected override inputs = (): readonly unknown[] => [this.lab.steps];

  override connectedCallback(): void {
    this.playing = false;
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#halt();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const before = changed.get('journey') as Journey | undefined;
    if (before && before.number !== this.journey.number) {
      this.#halt();
    }
  }

  protected override render(): TemplateResult {
    const t = this.texts.journey;
    const hops = this.journey.hops;
    const hop = hops[this.at];
    if (!hop) {
      return html``;
    }
    const place = t.hop(this.at + 1, hops.length);
    const did = [hop.did, ...(hop.why ? [hop.why] : [])].join(' ');
    return html`<div class="scrubber" role="group" aria-label=${t.scrubber}>
      <div class="scrub-line">
        <button class="quiet play" type="button" @click=${this.#play}>${this.playing ? t.pause : t.play}</button>
        <button class="step" type="button" aria-label=${t.back} ?disabled=${this.at === 0} @click=${() => this.#by(-1)}>‹</button>
        <input
          type="range"
          min="0"
          max=${hops.length - 1}
          step="1"
          .value=${`${this.at}`}
          aria-label=${t.along}
          aria-valuetext="${place}, ${t.after(hop.micros)}: ${did.replaceAll('`', '')}"
          @input=${(event: Event) => this.#to(Number((event.target as HTMLInputElement).value))}
        />
        <button class="step" type="button" aria-label=${t.forth} ?disabled=${this.at >= hops.length - 1} @click=${() => this.#by(1)}>›</button>
        <span class="place">${place} <span class="micros">${t.after(hop.micros)}</span></span>
      </div>
      <p class="did">
        ${sentence(hop.did, this.session.cables)}
        ${hop.why ? html`<span class="end ${hop.end ?? ''}">${sentence(hop.why, this.session.cables)}</span>` : nothing}
      </p>
    </div>`;
  }

  #by(steps: number): void {
    this.#to(this.at + steps);
  }

  #to(at: number): void {
    this.#halt();
    this.dispatchEvent(new Scrubbed(at));
  }

  readonly #play = (): void => {
    if (this.playing) {
      this.#halt();
      return;
    }
    const last = this.journey.hops.length - 1;
    this.dispatchEvent(new Scrubbed(this.at >= last ? 0 : this.at + 1));
    this.playing = true;
    this.#clock = window.setInterval(() => {
      if (this.at >= this.journey.hops.length - 1) {
        this.#halt();
      } else {
        this.dispatchEvent(new Scrubbed(this.at + 1));
      }
    }, EACH);
  };

  #halt(): void {
    window.clearInterval(this.#clock);
    this.#clock = undefined;
    this.playing = false;
  }
}

customElements.define('pb-scrubber', PbScrubber);
