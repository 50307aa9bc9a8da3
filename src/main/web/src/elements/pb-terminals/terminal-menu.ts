import { html, nothing, type TemplateResult } from 'lit';
import { isMac } from '../../keys/platform.ts';
import { writtenKeys, type KeyName } from '../../keys/key-names.ts';
import { LabElement } from '../../lab/lab-element.ts';
import { canPaste } from '../pb-terminal/clipboard.ts';
import { changeTextSize, LARGEST, SMALLEST, textSize, watchTextSize } from '../pb-terminal/text-size.ts';
import { ICONS } from './icons.ts';

export type MenuChoice = 'search' | 'copy' | 'paste' | 'rename';

/** Fired when an item is chosen from the menu. */
export class MenuChosen extends Event {
  static readonly NAME = 'pb-chosen';

  constructor(readonly choice: MenuChoice) {
    super(MenuChosen.NAME, { bubbles: true });
  }
}

/** A menu of actions on the active terminal. */
export class PbTerminalMenu extends LabElement {
  static override properties = { name: { type: String }, open: { state: true } };

  declare name: string;
  declare private open: boolean;
  #stop: (() => void) | undefined;
  protected override inputs = (): readonly unknown[] => [];

  constructor() {
    super();
    this.open = false;
    this.addEventListener('keydown', this.#key);
    this.addEventListener('focusout', this.#left);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = watchTextSize(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    document.removeEventListener('pointerdown', this.#elsewhere);
  }

  protected override render(): TemplateResult {
    const t = this.texts.terminals;
    const label = t.more(this.name);
    return html`
      <button
        class="tool"
        type="button"
        aria-label=${label}
        title=${label}
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-controls="terminal-menu"
        @click=${() => this.#show(!this.open)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">${ICONS.more}</svg>
      </button>
      <div class="terminal-menu" id="terminal-menu" role="group" aria-label=${label} ?hidden=${!this.open}>
        ${this.open ? this.#items() : nothing}
      </div>
    `;
  }

  #items(): TemplateResult {
    const t = this.texts.terminals;
    const size = textSize();
    return html`
      ${this.#item('search', t.search.open, 'search')} ${this.#item('copy', t.copy, 'copy')}
      ${canPaste() ? this.#item('paste', t.paste, 'paste') : nothing} ${this.#item('rename', t.rename)}
      <div class="text-size" role="group" aria-label=${t.size.label}>
        <span>${t.size.label}</span>
        <button
          type="button"
          aria-label=${t.size.smaller}
          title=${t.size.smaller}
          ?disabled=${size <= SMALLEST}
          @click=${() => changeTextSize('smaller')}
        >
          −
        </button>
        <output>${size}</output>
        <button
          type="button"
          aria-label=${t.size.larger}
          title=${t.size.larger}
          ?disabled=${size >= LARGEST}
          @click=${() => changeTextSize('larger')}
        >
          +
        </button>
      </div>
    `;
  }

  #item(choice: MenuChoice, words: string, keys?: KeyName): TemplateResult {
    return html`<button class="item" type="button" data-choice=${choice} @click=${() => this.#choose(choice)}>
      <span>${words}</span>
      ${keys ? html`<kbd aria-hidden="true">${writtenKeys(keys, isMac())}</kbd>` : nothing}
    </button>`;
  }

  #choose(choice: MenuChoice): void {
    this.#show(false);
    this.dispatchEvent(new MenuChosen(choice));
  }

  #show(open: boolean): void {
    this.open = open;
    document.removeEventListener('pointerdown', this.#elsewhere);
    if (open) {
      document.addEventListener('pointerdown', this.#elsewhere);
      void this.updateComplete.then(() => this.querySelector<HTMLElement>('.item')?.focus());
    }
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.open) {
      event.preventDefault();
      this.#show(false);
      this.querySelector<HTMLElement>('.tool')?.focus();
    }
  };

  readonly #elsewhere = (event: Event): void => {
    if (event.target instanceof Node && !this.contains(event.target)) {
      this.#show(false);
    }
  };

  readonly #left = (event: FocusEvent): void => {
    const to = event.relatedTarget;
    if (this.open && to instanceof Node && !this.contains(to)) {
      this.#show(false);
    }
  };
}

customElements.define('pb-terminal-menu', PbTerminalMenu);
