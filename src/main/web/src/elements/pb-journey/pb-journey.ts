import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { sentence } from '../../cables/sentence.ts';
import { LabElement } from '../../lab/lab-element.ts';
import type { Hop, Journey, Topology, Watching } from '../../protocol/messages.ts';
import { locale } from '../../texts/texts.ts';
import { outcome } from '../../topology/frame-path.ts';
import { namespaceName } from '../pb-topology/names.ts';
import { Scrubbed } from './pb-scrubber.ts';

/** Fired when another frame is selected. */
export class FrameChosen extends Event {
  static readonly NAME = 'frame-chosen';
  readonly number: number;

  constructor(number: number) {
    super(FrameChosen.NAME);
    this.number = number;
  }
}

/** The list of seen frames, the button for a watch, and the selected frame's path as a table. */
export class PbJourney extends LabElement {
  static override properties = {
    journeys: { attribute: false },
    journey: { attribute: false },
    watching: { attribute: false },
    topology: { attribute: false },
    at: { attribute: false },
  };

  /** All known journeys, by start. */
  declare journeys: readonly Journey[];
  /** The selected journey. */
  declare journey: Journey | undefined;
  declare watching: Watching | undefined;
  declare topology: Topology;
  /** The selected hop, from 0. */
  declare at: number;
  protected override inputs = (): readonly unknown[] => [this.lab.steps];
  /** Whether the focus may be on the button that ends the watch. */
  #stopFocused = false;

  protected override render(): TemplateResult {
    const t = this.texts.journey;
    const journeys = this.journeys.toReversed();
    return html`<section class="journey" aria-label=${t.title}>
      <header>
        <h3>${t.title}</h3>
        <button class="quiet" type="button" @click=${() => this.dispatchEvent(new Event('close'))}>${t.close}</button>
      </header>
      ${this.#watch()}
      ${
        journeys.length === 0
          ? html`<p class="none">${t.none}</p>`
          : html`<ul class="frames" aria-label=${t.frames}>
            ${repeat(
              journeys,
              ({ number }) => number,
              (journey) => this.#frame(journey),
            )}
          </ul>`
      }
      ${this.journey ? this.#table(this.journey) : nothing}
    </section>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // The button that ended the watch had the focus and is gone.
    if (this.#stopFocused && !this.querySelector('.watch [data-stop]')) {
      this.#stopFocused = false;
      if (document.activeElement === document.body) {
        this.querySelector<HTMLElement>('.watch button')?.focus();
      }
    }
  }

  #watch(): TemplateResult {
    const t = this.texts.journey;
    const now = this.watching?.state === 'now';
    return html`<div class="watch">
      <button
        class="quiet"
        type="button"
        aria-disabled=${now ? 'true' : 'false'}
        @click=${() => now || this.session.ask({ type: 'watch' })}
      >
        ${t.watch}
      </button>
      ${
        now
          ? html`<button class="quiet" type="button" data-stop @click=${this.#enough}>
            ${t.watchEnough}
          </button>`
          : nothing
      }
      <p role="status">${this.#watched()}</p>
      ${this.watching ? nothing : html`<p class="hint">${t.watchHint}</p>`}
    </div>`;
  }

  readonly #enough = (): void => {
    this.#stopFocused = this.session.ask({ type: 'end-watch' });
  };

  #watched(): string {
    const t = this.texts.journey;
    switch (this.watching?.state) {
      case undefined:
        return '';
      case 'now':
        return t.watches(this.watching.seconds);
      case 'done':
        return [t.watched(this.watching.frames), ...(this.watching.complete ? [] : [t.watchedInPart])].join(' ');
      case 'failed':
        return t.watchFailed;
    }
  }

  #frame(journey: Journey): TemplateResult {
    const t = this.texts.journey;
    const end = outcome(journey);
    return html`<li>
      <button
        type="button"
        class="frame"
        aria-current=${journey.number === this.journey?.number ? 'true' : 'false'}
        @click=${() => this.dispatchEvent(new FrameChosen(journey.number))}
      >
        <span class="caption">${journey.caption}</span>
        <span class="about">
          <time datetime=${journey.at}>${this.#clock(journey.at)}</time>
          <span>${t.hops(journey.hops.length)}</span>
          <span class="frame-outcome ${end}">${t.outcomes[end]}</span>
        </span>
      </button>
    </li>`;
  }

  #clock(at: string): string {
    return new Intl.DateTimeFormat(locale(this.session.language), {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
      hourCycle: 'h23',
    }).format(new Date(at));
  }

  #table(journey: Journey): TemplateResult {
    const t = this.texts.journey;
    const answer = this.journeys.find(({ number }) => number === journey.answer);
    return html`
      <table class="hops">
        <caption>${t.table(journey.caption)}</caption>
        <thead>
          <tr>
            <th scope="col"><span class="visually-hidden">${t.number}</span></th>
            <th scope="col">${t.device}</th>
            <th scope="col">${t.time}</th>
            <th scope="col">${t.what}</th>
          </tr>
        </thead>
        <tbody>
          ${journey.hops.map((hop, index) => this.#row(hop, index))}
        </tbody>
      </table>
      ${
        answer
          ? html`<p class="answer">
            ${t.answer}
            <button class="quiet" type="button" @click=${() => this.dispatchEvent(new FrameChosen(answer.number))}>
              ${answer.caption}
            </button>
          </p>`
          : nothing
      }
      <p class="honest">${t.honest}</p>
    `;
  }

  #row(hop: Hop, index: number): TemplateResult {
    const t = this.texts.journey;
    const namespace = this.topology.namespaces.find(({ devices }) => devices.some(({ id }) => id === hop.device));
    return html`<tr aria-current=${index === this.at ? 'step' : nothing}>
      <td>
        <button type="button" class="go" aria-label=${t.goTo(index + 1)} @click=${() => this.dispatchEvent(new Scrubbed(index))}>
          ${index + 1}
        </button>
      </td>
      <th scope="row">
        ${sentence(`\`${hop.name}\``, this.session.cables)}
        <small>${hop.sent ? t.sent : t.received} · ${namespace ? namespaceName(namespace, this.texts.network) : hop.namespace}</small>
      </th>
      <td class="micros">${t.after(hop.micros)}</td>
      <td>
        ${sentence(hop.did, this.session.cables)}
        ${hop.why ? html`<span class="end ${hop.end ?? ''}">${sentence(hop.why, this.session.cables)}</span>` : nothing}
        ${
          hop.shown === undefined
            ? nothing
            : html`<details>
              <summary>${t.shown}</summary>
              <pre tabindex="0">${hop.shown}</pre>
            </details>`
        }
      </td>
    </tr>`;
  }
}

customElements.define('pb-journey', PbJourney);
