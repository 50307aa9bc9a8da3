import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';
import { awaitsAnswer, isSteady, toDo } from '../../lab/lab-state.ts';

/** Starts the playback of a step's solutions, after a confirmation, and stops it. */
export class PbShow extends LabElement {
  /** Whether this page requested it, and should show the terminal in use. */
  #watching = false;
  #terminal: string | undefined;
  #stopFocused = false;

  protected override render(): TemplateResult | typeof nothing {
    const t = this.texts.show;
    const { showing } = this.lab;
    if (showing?.step === this.step) {
      const name = this.lab.terminals.find((terminal) => terminal.id === showing.terminal)?.name;
      return html`<div class="showing">
        <p role="status">${name === undefined ? t.opening : t.running(name)}</p>
        <button class="button" type="button" data-stop @click=${() => this.session.ask({ type: 'end-show' })}>${t.stop}</button>
      </div>`;
    }
    if (this.lab.handIn || !toDo(this.lab, this.step) || awaitsAnswer(this.lab, this.step)) {
      return nothing;
    }
    return html`<button
        class="quiet"
        type="button"
        data-show
        ?disabled=${!isSteady(this.lab) || showing !== undefined}
        @click=${() => this.querySelector('dialog')?.showModal()}
      >
        ${t.button}
      </button>
      <dialog class="asking" aria-labelledby="show-question" aria-describedby="show-consequence">
        <h2 id="show-question">${t.question}</h2>
        <p id="show-consequence">${t.consequence(this.lab.shownCounts === true)}</p>
        <form method="dialog">
          <button class="button" autofocus>${t.no}</button>
          <button class="button first" type="button" data-yes @click=${this.#show}>${t.yes}</button>
        </form>
      </dialog>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { showing } = this.lab;
    if (showing && this.#watching) {
      this.#follow(showing.terminal);
      if (!this.#stopFocused) {
        this.#stopFocused = true;
        this.querySelector<HTMLElement>('[data-stop]')?.focus();
      }
    } else if (!showing && this.#stopFocused) {
      this.#watching = false;
      this.#stopFocused = false;
      this.#terminal = undefined;
      // The button that had the focus is gone.
      if (document.activeElement === document.body) {
        this.closest('article')?.querySelector<HTMLElement>('.step-title')?.focus({ preventScroll: true });
      }
    }
  }

  /** Shows a terminal once, unless the learner has since selected another. */
  #follow(terminal: string | undefined): void {
    if (terminal !== undefined && terminal !== this.#terminal) {
      const first = this.#terminal === undefined;
      this.#terminal = terminal;
      const { session } = this;
      queueMicrotask(() => {
        session.turnTo(terminal);
        if (first) {
          session.view.set({ ...session.view.value, place: 'terminal' });
        }
      });
    }
  }

  readonly #show = (): void => {
    this.querySelector('dialog')?.close();
    this.#watching = this.session.ask({ type: 'show', step: this.step });
  };
}

customElements.define('pb-show', PbShow);
