import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';
import { isSteady } from '../../lab/lab-state.ts';
import { resultsByStep, type StepResult } from '../../lab/results.ts';
import { locale } from '../../texts/texts.ts';
import type { HandIn } from '../../protocol/messages.ts';
import { verdictIcon } from '../pb-task/verdict-icon.ts';

/** Hands in graded work, after a confirmation, then shows the result by step. */
export class PbHandIn extends LabElement {
  /** State of the confirmation; `judging` once the server has accepted it. */
  #asked: 'nothing' | 'hand-in' | 'judging' = 'nothing';
  protected override inputs = (): readonly unknown[] => (this.lab.handIn ? [this.lab, this.session.view.value] : []);

  protected override render(): TemplateResult | typeof nothing {
    const handIn = this.lab.handIn;
    if (!handIn) {
      return nothing;
    }
    switch (handIn.state) {
      case 'open':
        return this.#open(handIn);
      case 'judging':
        return html`<section class="hand-in" data-state="judging" tabindex="-1">
          <p role="status">${this.texts.handIn.judging}</p>
        </section>`;
      case 'done':
        return this.#result(handIn);
    }
  }

  #open(handIn: HandIn): TemplateResult {
    const t = this.texts.handIn;
    const ready = isSteady(this.lab);
    return html`<section class="hand-in" data-state="open" aria-label=${t.title} tabindex="-1">
        <div class="hand-in-line">
          <p><strong>${t.open}</strong> <span class="worth">${t.worth(handIn.of)}</span></p>
          <button class="button" type="button" ?disabled=${!ready} @click=${this.#ask}>${t.button}</button>
        </div>
        <p class="rule">${ready ? t.rule : t.locked}</p>
        ${this.session.step()?.index === 0 ? this.#rules(handIn) : nothing}
        ${handIn.hindrance ? html`<p class="hindrance" role="alert">${handIn.hindrance}</p>` : nothing}
      </section>
      <dialog class="asking" aria-labelledby="hand-in-question" aria-describedby="hand-in-consequence">
        <h2 id="hand-in-question">${t.question}</h2>
        <p id="hand-in-consequence">${t.consequence}</p>
        <form method="dialog">
          <button class="button" autofocus>${t.no}</button>
          <button class="button first" type="button" data-yes @click=${this.#handIn}>${t.yes}</button>
        </form>
      </dialog>`;
  }

  #result(handIn: HandIn): TemplateResult {
    const t = this.texts.handIn;
    const time = new Date(handIn.at ?? '').toLocaleTimeString(locale(this.session.language), {
      hour: '2-digit',
      minute: '2-digit',
    });
    const closed = this.lab.provisioning.phase === 'closed';
    const action = `/labs/${this.session.lab}/again`;
    return html`<section class="hand-in" data-state="done" aria-label=${t.title} tabindex="-1">
      <div class="hand-in-line">
        <p><strong>${t.result(handIn.points ?? 0, handIn.of)}</strong></p>
        <p class="worth"><time datetime=${handIn.at ?? nothing}>${t.done(time)}</time></p>
      </div>
      <ol aria-label=${t.tasks}>
        ${resultsByStep(this.lab).map((result) => this.#step(result))}
      </ol>
      <div class="again">
        ${
          closed
            ? html`<form method="post" action=${action}><button class="quiet">${t.again}</button></form>`
            : html`<button class="quiet" type="button" @click=${this.#ask}>${t.again}</button>`
        }
        <p class="rule">${t.againRule}</p>
      </div>
    </section>
    ${
      closed
        ? nothing
        : html`<dialog class="asking" aria-labelledby="again-question" aria-describedby="again-consequence">
          <h2 id="again-question">${t.againQuestion}</h2>
          <p id="again-consequence">${t.againConsequence}</p>
          <form method="post" action=${action}>
            <button class="button" formmethod="dialog" autofocus>${t.againNo}</button>
            <button class="button first" data-yes>${t.againYes}</button>
          </form>
        </dialog>`
    }`;
  }

  /** What a learner must know at the start. */
  #rules(handIn: HandIn): TemplateResult {
    const t = this.texts.handIn;
    return html`<ul class="rules">
      ${t.rules(handIn.of).map((rule) => html`<li>${rule}</li>`)}
      <li>${t.cookie} <a href="/resume" target="_blank" rel="noopener">${t.code}</a></li>
    </ul>`;
  }

  #step(result: StepResult): TemplateResult {
    const shown = result.step.id === this.session.step()?.id;
    return html`<li>
      <button
        type="button"
        aria-current=${shown ? 'step' : nothing}
        @click=${() => this.session.view.set({ ...this.session.view.value, step: result.step.id, place: 'lesson' })}
      >
        ${result.step.title}
      </button>
      <span class="verdict-icons">
        ${result.verdicts.map(
          (verdict) =>
            html`<span class="verdict-icon" data-state=${verdict.state}
              >${verdictIcon(verdict.state)}<span class="visually-hidden">${this.texts.task[verdict.state]}</span></span
            >`,
        )}
      </span>
      <span class="points">${this.texts.handIn.result(result.reached, result.of)}</span>
    </li>`;
  }

  readonly #ask = (): void => {
    this.querySelector('dialog')?.showModal();
  };

  /** Moves the focus when the pressed button is replaced during judging, and back if the hand-in was refused. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const state = this.lab.handIn?.state;
    if (this.#asked === 'nothing' || (this.#asked === 'hand-in' && state === 'open')) {
      return;
    }
    if (document.activeElement === document.body) {
      // Without a machine the button is disabled.
      const back = state === 'open' ? this.querySelector<HTMLElement>('.hand-in .button:enabled') : null;
      (back ?? this.querySelector<HTMLElement>('.hand-in'))?.focus();
    }
    this.#asked = state === 'judging' ? 'judging' : 'nothing';
  }

  readonly #handIn = (): void => {
    this.querySelector('dialog')?.close();
    this.#asked = 'hand-in';
    this.session.ask({ type: 'hand-in' });
  };
}

customElements.define('pb-hand-in', PbHandIn);
