import { html, type PropertyValues, type TemplateResult } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';
import type { TerminalInfo } from '../../protocol/messages.ts';

/** Fired with the answer whether to close the terminal. */
export class CloseAnswer extends Event {
  static readonly NAME = 'pb-answer';

  constructor(readonly yes: boolean) {
    super(CloseAnswer.NAME);
  }
}

/** Asks before closing a terminal with a running command. */
export class PbCloseQuestion extends LabElement {
  static override properties = { terminal: { attribute: false } };

  declare terminal: TerminalInfo;
  protected override inputs = (): readonly unknown[] => [];

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    this.querySelector<HTMLElement>('.quiet')?.focus();
  }

  protected override render(): TemplateResult {
    const t = this.texts.terminals;
    const { name, foreground } = this.terminal;
    return html`<div class="confirm" role="alert">
      <span>${t.closeBusy(foreground ?? name)}</span>
      <button class="button" type="button" @click=${() => this.#answer(true)}>${t.close(name)}</button>
      <button class="quiet" type="button" @click=${() => this.#answer(false)}>${t.keepOpen}</button>
    </div>`;
  }

  #answer(yes: boolean): void {
    this.dispatchEvent(new CloseAnswer(yes));
  }
}

customElements.define('pb-close-question', PbCloseQuestion);
