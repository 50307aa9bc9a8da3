import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';
import { namedTerminal } from '../../lab/named-terminal.ts';
import type { TerminalInfo } from '../../protocol/messages.ts';

/**
 * A command with a button that types it at a prompt and leaves Enter to the learner. The command is the element's text
 * or its property; it goes to the terminal named in the sentence before, if any.
 */
export class PbInsert extends LabElement {
  static override properties = { command: { type: String }, outcome: { state: true } };

  declare command: string | undefined;
  declare private outcome: 'typed' | 'busy' | undefined;
  /** The terminal named in the text, if any. */
  #named: string | undefined;
  #terminals: readonly TerminalInfo[] | undefined;
  readonly #authored = document.createElement('div');
  protected override inputs = (): readonly unknown[] => [this.outcome && this.lab.terminals];

  override connectedCallback(): void {
    if (this.childNodes.length > 0 && !this.#authored.hasChildNodes()) {
      this.#authored.append(this.takeContent());
      this.command = this.#authored.textContent?.trim() ?? '';
      this.#named = namedTerminal(this.previousElementSibling?.textContent ?? '');
    }
    super.connectedCallback();
  }

  protected override render(): TemplateResult {
    const t = this.texts.insert;
    const type = this.#named === undefined ? t.type : t.typeIn(this.#named);
    return html`
      <span class="insert">
        ${this.#authored.hasChildNodes() ? this.#authored : html`<code>${this.command}</code>`}
        <button class="button" type="button" @click=${this.#insert} title=${type} aria-label="${type}: ${this.command}">
          <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5l5 5-5 5M11 15h6" /></svg>
        </button>
      </span>
      <span class="outcome" role="status">${this.#outcomeInWords() ?? nothing}</span>
    `;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    // The message is obsolete once the terminals change.
    if (this.lab.terminals !== this.#terminals) {
      this.#terminals = this.lab.terminals;
      this.outcome = undefined;
    }
  }

  #outcomeInWords(): string | undefined {
    const t = this.texts.insert;
    return this.outcome === 'busy' && this.#named !== undefined ? t.busyIn(this.#named) : this.outcome && t[this.outcome];
  }

  readonly #insert = (): void => {
    const command = this.command ?? '';
    const named = this.#named;
    const typed = named === undefined ? this.session.insert(command) : this.session.insertIn(named, command);
    this.outcome = typed ? 'typed' : 'busy';
    this.#terminals = this.lab.terminals;
  };
}

customElements.define('pb-insert', PbInsert);
