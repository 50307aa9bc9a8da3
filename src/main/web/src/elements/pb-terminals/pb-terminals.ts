import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { LabElement } from '../../lab/lab-element.ts';
import { terminalsOf } from '../../lab/lab-state.ts';
import type { TerminalInfo } from '../../protocol/wire.ts';
import '../pb-terminal/pb-terminal.ts';

const LONGEST_NAME = 24;

/** The learner's shells as tabs. */
export class PbTerminals extends LabElement {
  static override properties = { asking: { state: true }, renaming: { state: true }, reading: { type: Boolean } };

  /** Terminal that is to be closed although something runs in it. */
  declare private asking: string | undefined;
  declare private renaming: string | undefined;
  declare reading: boolean;
  readonly #unread = new Set<string>();
  #known: ReadonlySet<string> = new Set();
  #opening = false;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const ids = new Set(terminalsOf(this.lab).map((terminal) => terminal.id));
    const added = [...ids].find((id) => !this.#known.has(id));
    if (this.#opening && added) {
      this.#opening = false;
      queueMicrotask(() => this.session.view.set({ ...this.session.view.value, terminal: added }));
    }
    this.#known = ids;
  }

  protected override render(): TemplateResult {
    const t = this.texts.terminals;
    const { machine } = this.lab;
    const terminals = terminalsOf(this.lab);
    const shown = this.#shown();
    if (shown) {
      this.#unread.delete(shown.id);
    }
    return html`
      <div class="tab-bar">
        <div role="tablist" aria-label=${t.label} @keydown=${this.#tabKey}>
          ${repeat(
            terminals,
            (terminal) => terminal.id,
            (terminal) => this.#tab(terminal, terminal === shown),
          )}
        </div>
        <button class="tool" type="button" aria-label=${t.open} title=${t.open} @click=${this.#open}>
          <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M10 4v12M4 10h12" /></svg>
        </button>
        <span class="gap"></span>
        ${shown && this.renaming === shown.id ? this.#renameForm(shown) : shown ? this.#tools(shown) : nothing}
      </div>
      ${shown && this.asking === shown.id ? this.#confirm(shown) : nothing}
      <div class="shells">
        ${terminals.length === 0 ? html`<p class="none">${t.none}</p>` : nothing}
        ${repeat(
          terminals,
          (terminal) => `${machine}/${terminal.id}`,
          (terminal) => html`<div
            class="shell"
            role="tabpanel"
            id="shell-${terminal.id}"
            aria-labelledby="tab-${terminal.id}"
            ?inert=${terminal !== shown}
          >
            <pb-terminal
              terminal=${terminal.id}
              name=${terminal.name}
              ?busy=${terminal.busy}
              ?reading=${this.reading}
              ?rewound=${this.lab.rewound === machine}
              @output=${() => this.#output(terminal.id)}
            ></pb-terminal>
          </div>`,
        )}
      </div>
    `;
  }

  #shown(): TerminalInfo | undefined {
    const terminals = terminalsOf(this.lab);
    return terminals.find((terminal) => terminal.id === this.session.view.value.terminal) ?? terminals[0];
  }

  #tab(terminal: TerminalInfo, selected: boolean): TemplateResult {
    const t = this.texts.terminals;
    const unread = this.#unread.has(terminal.id);
    const state = terminal.ended ? t.ended : terminal.busy ? t.busy(terminal.foreground ?? '') : unread ? t.unread : '';
    return html`<button
      role="tab"
      type="button"
      id="tab-${terminal.id}"
      aria-controls="shell-${terminal.id}"
      aria-selected=${selected ? 'true' : 'false'}
      tabindex=${selected ? 0 : -1}
      class=${terminal.ended ? 'ended' : terminal.busy ? 'busy' : unread ? 'unread' : ''}
      title=${state}
      @click=${() => this.session.showTerminal(terminal.id)}
      @dblclick=${() => this.#rename(terminal.id)}
    >
      <span class="light" aria-hidden="true"></span>
      <span class="name">${terminal.name}</span>
      ${terminal.namespace !== 'init'
        ? html`<span class="namespace"
            ><span class="unseen">${t.namespace(terminal.namespace)}</span><span aria-hidden="true">${terminal.namespace}</span></span
          >`
        : nothing}
      ${terminal.busy && terminal.foreground && !terminal.ended
        ? html`<span class="program" aria-hidden="true">${terminal.foreground}</span>`
        : nothing}
      ${state ? html`<span class="unseen">${state}</span>` : nothing}
    </button>`;
  }

  #tools(terminal: TerminalInfo): TemplateResult {
    const t = this.texts.terminals;
    return html`
      <button
        class="tool"
        type="button"
        aria-label=${t.rename(terminal.name)}
        title=${t.rename(terminal.name)}
        @click=${() => this.#rename(terminal.id)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M4 16l1-4 8-8 3 3-8 8-4 1zM11 6l3 3" /></svg>
      </button>
      <button
        class="tool"
        type="button"
        aria-label=${t.close(terminal.name)}
        title=${t.close(terminal.name)}
        @click=${() => this.#close(terminal)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M5 5l10 10M15 5L5 15" /></svg>
      </button>
    `;
  }

  #renameForm(terminal: TerminalInfo): TemplateResult {
    return html`<form class="rename" @submit=${(event: SubmitEvent) => this.#renamed(event, terminal)}>
      <input
        name="name"
        maxlength=${LONGEST_NAME}
        .value=${terminal.name}
        aria-label=${this.texts.terminals.name}
        @blur=${() => {
          this.renaming = undefined;
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Escape') {
            this.renaming = undefined;
          }
        }}
      />
    </form>`;
  }

  #confirm(terminal: TerminalInfo): TemplateResult {
    const t = this.texts.terminals;
    return html`<div class="confirm" role="alert">
      <span>${t.closeBusy(terminal.foreground ?? terminal.name)}</span>
      <button class="button" type="button" @click=${() => this.#reallyClose(terminal)}>${t.close(terminal.name)}</button>
      <button
        class="quiet"
        type="button"
        @click=${() => {
          this.asking = undefined;
        }}
      >
        ${this.texts.notices.dismiss}
      </button>
    </div>`;
  }

  readonly #open = (): void => {
    this.#opening = this.session.ask({ type: 'terminal', op: 'open' });
  };

  #close(terminal: TerminalInfo): void {
    if (terminal.busy && !terminal.ended) {
      this.asking = terminal.id;
    } else {
      this.#reallyClose(terminal);
    }
  }

  #reallyClose(terminal: TerminalInfo): void {
    this.asking = undefined;
    this.session.ask({ type: 'terminal', op: 'close', id: terminal.id });
  }

  #rename(id: string): void {
    this.renaming = id;
    void this.updateComplete.then(() => this.querySelector<HTMLInputElement>('.rename input')?.select());
  }

  #renamed(event: SubmitEvent, terminal: TerminalInfo): void {
    event.preventDefault();
    const name = `${new FormData(event.currentTarget as HTMLFormElement).get('name') ?? ''}`.trim();
    this.renaming = undefined;
    if (name && name !== terminal.name) {
      this.session.ask({ type: 'terminal', op: 'rename', id: terminal.id, name });
    }
  }

  readonly #tabKey = (event: KeyboardEvent): void => {
    const terminals = terminalsOf(this.lab);
    const at = terminals.findIndex((terminal) => terminal.id === this.#shown()?.id);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: terminals.length - 1 }[event.key];
    const target = to === undefined ? undefined : terminals[(to + terminals.length) % terminals.length];
    if (event.key === 'F2' && terminals[at]) {
      this.#rename(terminals[at].id);
    } else if (event.key === 'Delete' && terminals[at]) {
      this.#close(terminals[at]);
    } else if (target && !event.ctrlKey) {
      this.session.view.set({ ...this.session.view.value, terminal: target.id });
      void this.updateComplete.then(() => this.querySelector<HTMLElement>(`#tab-${target.id}`)?.focus());
    } else {
      return;
    }
    event.preventDefault();
  };

  #output(id: string): void {
    if (id !== this.#shown()?.id && !this.#unread.has(id)) {
      this.#unread.add(id);
      this.requestUpdate();
    }
  }
}

customElements.define('pb-terminals', PbTerminals);
