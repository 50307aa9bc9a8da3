import { html, type PropertyValues, type TemplateResult } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';
import type { TerminalInfo } from '../../protocol/messages.ts';

const LONGEST_NAME = 24;

/** Fired when renaming has ended, with or without a new name. */
export class RenameEnd extends Event {
  static readonly NAME = 'pb-renamed';

  /** @param left whether the focus has moved elsewhere already */
  constructor(readonly left: boolean) {
    super(RenameEnd.NAME);
  }
}

/** A form for a terminal's new name. */
export class PbRename extends LabElement {
  static override properties = { terminal: { attribute: false } };

  declare terminal: TerminalInfo;
  #over = false;
  protected override inputs = (): readonly unknown[] => [];

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    this.querySelector('input')?.select();
  }

  protected override render(): TemplateResult {
    return html`<form class="rename" @submit=${this.#submit} @keydown=${this.#key} @focusout=${() => this.#end(true)}>
      <input name="name" maxlength=${LONGEST_NAME} .value=${this.terminal.name} aria-label=${this.texts.terminals.name} />
    </form>`;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { id, name: before } = this.terminal;
    const name = `${new FormData(event.currentTarget as HTMLFormElement).get('name') ?? ''}`.trim();
    if (name && name !== before) {
      this.session.ask({ type: 'terminal', op: 'rename', id, name });
    }
    this.#end(false);
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.isComposing) {
      this.#end(false);
    }
  };

  /** Only once: removing the form also removes the focus from it. */
  #end(left: boolean): void {
    if (!this.#over) {
      this.#over = true;
      this.dispatchEvent(new RenameEnd(left));
    }
  }
}

customElements.define('pb-rename', PbRename);
