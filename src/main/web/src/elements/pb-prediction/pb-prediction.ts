import { html, nothing, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { key } from '../../lab/lab-state.ts';
import type { Prediction } from '../../protocol/messages.ts';
import { AskingElement } from '../pb-choice/asking-element.ts';
import { choices } from '../pb-choice/choices.ts';

/** A prediction before an experiment, and afterwards a comparison with the result. No points. */
export class PbPrediction extends AskingElement {
  static override properties = { prediction: { type: String } };

  declare prediction: string;
  protected override inputs = (): readonly unknown[] => [this.lab.predictions[key(this.step, this.prediction)], this.lab.connected];

  protected override render(): TemplateResult {
    const t = this.texts.prediction;
    const step = this.step;
    const state = this.lab.predictions[key(step, this.prediction)] ?? {};
    const over = state.actual !== undefined || state.after !== undefined;
    return html`
      <fieldset class="asked" data-state=${over ? 'over' : state.chosen ? 'kept' : 'open'}>
        <p class="kind">${t.kind}</p>
        <legend><div class="ask">${unsafeHTML(this.asked.ask)}</div></legend>
        ${over ? this.#comparison(state) : this.#asking(step, state)}
      </fieldset>
    `;
  }

  #asking(step: string, state: Prediction): TemplateResult {
    const t = this.texts.prediction;
    const pick = this.picked ?? state.chosen;
    // A prediction can't be changed once it is stored.
    const kept = state.chosen !== undefined;
    return html`
      ${choices(this.asked, `prediction-${step}-${this.prediction}`, pick, kept, {}, (id) => {
        this.picked = id;
      })}
      <p class="foot-line">
        <span role="status">${kept ? t.kept : nothing}</span>
        ${
          kept
            ? nothing
            : html`<button
              class="button"
              type="button"
              ?disabled=${pick === undefined || !this.lab.connected}
              @click=${() => this.#keep(step, pick)}
            >
              ${t.keep}
            </button>`
        }
      </p>
    `;
  }

  /** The prediction beside the result, with evidence from the learner's own machine. */
  #comparison(state: Prediction): TemplateResult {
    const t = this.texts.prediction;
    const said = state.chosen === undefined ? t.unmade : state.chosen === state.actual ? t.asExpected : t.notAsExpected;
    return html`
      <p class="said ${state.chosen === state.actual ? 'right' : ''}" role="status">${said}</p>
      <dl class="compared">
        ${state.chosen === undefined ? nothing : this.#side(t.yours, state.chosen)}
        ${this.#side(t.actual, state.actual)}
      </dl>
      ${state.seen?.map(
        (quote) => html`<figure class="evidence">
          <figcaption>${t.seen} <code>${quote.source}</code></figcaption>
          ${quote.text === '' ? nothing : html`<pre tabindex="0">${quote.text}</pre>`}
        </figure>`,
      )}
      ${state.after ? html`<div class="after content">${unsafeHTML(state.after)}</div>` : nothing}
    `;
  }

  #side(name: string, choice: string | undefined): TemplateResult {
    const chosen = this.asked.choices.find(({ id }) => id === choice);
    return html`<div>
      <dt>${name}</dt>
      <dd class="content">${unsafeHTML(chosen?.html ?? '')}</dd>
    </div>`;
  }

  #keep(step: string, choice: string | undefined): void {
    if (choice !== undefined && this.session.ask({ type: 'predict', step, prediction: this.prediction, choice })) {
      this.picked = undefined;
    }
  }
}

customElements.define('pb-prediction', PbPrediction);
