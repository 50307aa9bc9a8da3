import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';
import type { TerminalInfo } from '../../protocol/messages.ts';

/**
 * A command with a button that types it at a waiting prompt and leaves Enter to the learner. The
 * command is the text of the content, or the property.
 */
export class PbInsert extends LabElement {
  static override properties = { command: { type: String }, outcome: { state: true } };

  declare command: string | undefined;
  declare private outcome: 'typed' | 'busy' | undefined;
  #terminals: readonly TerminalInfo[] | undefined;
  readonly #authored = document.createElement('div');

  override connectedCallback(): void {
    if (this.childNodes.length > 0 && !this.#authored.hasChildNodes()) {
      this.#authored.append(this.takeContent());
      this.command = this.#authored.textContent?.trim() ?? '';
    }
    super.connectedCallback();
  }

  protected override render(): TemplateResult {
    const t = this.texts.insert;
    return html`
      <span class="insert">
        ${this.#authored.hasChildNodes() ? this.#authored : html`<code>${this.command}</code>`}
        <button class="button" type="button" @click=${this.#insert} title=${t.type} aria-label="${t.type}: ${this.command}">
          <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5l5 5-5 5M11 15h6" /></svg>
        </button>
      </span>
      <span class="outcome" role="status">${this.outcome ? t[this.outcome] : nothing}</span>
    `;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    // The sentence has done its work once a terminal has something else to say.
    if (this.lab.terminals !== this.#terminals) {
      this.#terminals = this.lab.terminals;
      this.outcome = undefined;
    }
  }

  readonly #insert = (): void => {
    this.outcome = this.session.insert(this.command ?? '') ? 'typed' : 'busy';
  };
}

customElements.define('pb-insert', PbInsert);
