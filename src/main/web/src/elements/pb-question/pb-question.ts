import { html, nothing, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { key } from '../../lab/lab-state.ts';
import { AskingElement } from '../pb-choice/asking-element.ts';
import { choices } from '../pb-choice/choices.ts';

/** A question with points; wrong answers are explained. */
export class PbQuestion extends AskingElement {
  static override properties = { question: { type: String } };

  declare question: string;
  protected override inputs = (): readonly unknown[] => [this.lab.questions[key(this.step, this.question)], this.lab.connected];

  protected override render(): TemplateResult {
    const t = this.texts.question;
    const step = this.step;
    const state = this.lab.questions[key(step, this.question)];
    const answered = state?.chosen !== undefined;
    const closed = state?.correct === true || state?.attemptsLeft === 0;
    const pick = this.picked ?? state?.chosen;
    const fresh = pick !== undefined && pick !== state?.chosen;
    return html`
      <fieldset class="asked" data-state=${state?.correct ? 'right' : answered ? 'wrong' : 'open'}>
        <p class="kind">
          ${t.kind}${state && state.points > 0 ? html` · ${this.texts.task.points(state.points)}` : nothing}
        </p>
        <legend><div class="ask">${unsafeHTML(this.asked.ask)}</div></legend>
        ${choices(
          this.asked,
          `question-${step}-${this.question}`,
          pick,
          closed,
          {
            ...(state?.chosen ? { [state.chosen]: state.correct ? 'right' : 'wrong' } : {}),
            ...(state?.answer ? { [state.answer]: 'right' } : {}),
          },
          (id) => {
            this.picked = id;
          },
        )}
        <div role="status">
          ${
            answered
              ? html`<div class="explanation content">
                <p class="said ${state.correct ? 'right' : 'wrong'}">${state.correct ? t.right : t.wrong}</p>
                ${state.explanation ? html`<div class="content">${unsafeHTML(state.explanation)}</div>` : nothing}
              </div>`
              : nothing
          }
          ${state?.answer === undefined ? nothing : this.#missed(state.answer, state.answerExplanation ?? '')}
        </div>
        ${
          closed && state?.correct
            ? nothing
            : html`<p class="foot-line">
              <span>${state ? (state.attemptsLeft > 0 ? t.attempts(state.attemptsLeft) : t.noAttempts) : nothing}</span>
              ${
                closed
                  ? nothing
                  : html`<button
                    class="button"
                    type="button"
                    ?disabled=${!fresh || !this.lab.connected}
                    @click=${() => this.#answer(step, pick)}
                  >
                    ${t.answer}
                  </button>`
              }
            </p>`
        }
      </fieldset>
    `;
  }

  /** The correct choice, when no attempt is left. */
  #missed(answer: string, explanation: string): TemplateResult {
    const choice = this.asked.choices.find((one) => one.id === answer);
    return html`<div class="explanation content" data-missed>
      <p class="said right">${this.texts.question.answerWas} ${unsafeHTML(choice?.html ?? '')}</p>
      <div class="content">${unsafeHTML(explanation)}</div>
    </div>`;
  }

  #answer(step: string, choice: string | undefined): void {
    if (choice !== undefined && this.session.ask({ type: 'answer', step, question: this.question, choice })) {
      this.picked = undefined;
    }
  }
}

customElements.define('pb-question', PbQuestion);
