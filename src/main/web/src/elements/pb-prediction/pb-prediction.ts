import { html, nothing, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { key } from '../../lab/lab-state.ts';
import { AskingElement } from '../pb-choice/asking-element.ts';
import { choices } from '../pb-choice/choices.ts';

/** What the learner expects before an experiment, and afterwards what came of it. No points. */
export class PbPrediction extends AskingElement {
  static override properties = { prediction: { type: String } };

  declare prediction: string;

  protected override render(): TemplateResult {
    const t = this.texts.prediction;
    const step = this.step;
    const state = this.lab.predictions[key(step, this.prediction)] ?? {};
    const over = state.actual !== undefined || state.after !== undefined;
    const pick = this.picked ?? state.chosen;
    // A prediction is made once: what is kept is what was thought before the experiment.
    const kept = state.chosen !== undefined;
    const marks: Record<string, string> = {};
    if (over && state.chosen) {
      marks[state.chosen] = t.yours;
    }
    if (state.actual) {
      marks[state.actual] = state.actual === state.chosen ? `${t.yours} · ${t.actual}` : t.actual;
    }
    return html`
      <fieldset class="asked" data-state=${over ? 'over' : state.chosen ? 'kept' : 'open'}>
        <p class="kind">${t.kind}</p>
        <legend><div class="ask">${unsafeHTML(this.asked.ask)}</div></legend>
        ${choices(
          this.asked,
          `prediction-${step}-${this.prediction}`,
          pick,
          over || kept,
          { marks, classes: state.actual ? { [state.actual]: 'right' } : {} },
          (id) => {
            this.picked = id;
          },
        )}
        ${over
          ? state.after
            ? html`<div class="after content">${unsafeHTML(state.after)}</div>`
            : nothing
          : html`<p class="foot-line">
              <span role="status">${kept ? t.kept : nothing}</span>
              ${kept
                ? nothing
                : html`<button
                    class="button"
                    type="button"
                    ?disabled=${pick === undefined || !this.lab.connected}
                    @click=${() => this.#keep(step, pick)}
                  >
                    ${t.keep}
                  </button>`}
            </p>`}
      </fieldset>
    `;
  }

  #keep(step: string, choice: string | undefined): void {
    if (choice !== undefined && this.session.ask({ type: 'predict', step, prediction: this.prediction, choice })) {
      this.picked = undefined;
    }
  }
}

customElements.define('pb-prediction', PbPrediction);
