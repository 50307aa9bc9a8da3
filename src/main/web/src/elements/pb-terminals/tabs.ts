import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { LabElement } from '../../lab/lab-element.ts';
import { terminalsOf } from '../../lab/lab-state.ts';
import type { TerminalInfo } from '../../protocol/messages.ts';
import type { Texts } from '../../texts/texts.ts';

/** Fired for an action on a tab's terminal. */
export class TabAction extends Event {
  static readonly NAME = 'pb-tab-action';

  constructor(
    readonly action: 'rename' | 'close',
    readonly terminal: TerminalInfo,
  ) {
    super(TabAction.NAME);
  }
}

/** The terminals' tabs, with what is displayed and what each runs. */
export class PbTabs extends LabElement {
  static override properties = { unread: { attribute: false } };

  /** Terminals with new output since they were displayed. */
  declare unread: ReadonlySet<string>;
  #active: string | undefined;
  protected override inputs = (): readonly unknown[] => [
    this.lab.terminals,
    this.lab.provisioning.phase,
    this.session.view.value.terminals,
  ];
  /** The active tab may be hidden when the width shrinks. */
  readonly #sizes = new ResizeObserver(() => this.#bringIntoView());

  constructor() {
    super();
    this.addEventListener('keydown', this.#key);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = 'tablist';
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  #bringIntoView(): void {
    this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** Focuses the active terminal's tab. */
  async toActive(): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }

  protected override render(): TemplateResult {
    return html`${repeat(
      terminalsOf(this.lab),
      (terminal) => terminal.id,
      (terminal) => this.#tab(terminal),
    )}`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.ariaLabel = this.texts.terminals.label;
    const active = this.session.panes.active?.id;
    if (active !== this.#active) {
      this.#active = active;
      this.#bringIntoView();
    }
  }

  #tab(terminal: TerminalInfo): TemplateResult {
    const t = this.texts.terminals;
    const { active, beside } = this.session.panes;
    const selected = terminal === active;
    const busy = terminal.busy && !terminal.ended;
    const marks = {
      ended: terminal.ended ? t.ended : '',
      busy: busy ? t.busy(terminal.foreground ?? '') : '',
      unread: this.unread.has(terminal.id) ? t.unread : '',
      beside: terminal === beside ? t.beside : '',
    };
    const said = Object.values(marks)
      .filter((words) => words !== '')
      .join(', ');
    return html`<button
      role="tab"
      type="button"
      id="tab-${terminal.id}"
      aria-controls="shell-${terminal.id}"
      aria-selected=${selected ? 'true' : 'false'}
      tabindex=${selected ? 0 : -1}
      class=${Object.entries(marks)
        .flatMap(([mark, words]) => (words === '' ? [] : [mark]))
        .join(' ')}
      title=${said}
      @click=${() => this.session.showTerminal(terminal.id)}
      @dblclick=${() => this.dispatchEvent(new TabAction('rename', terminal))}
    >
      <span class="light" aria-hidden="true"></span>
      <span class="name" data-name=${terminal.name}>${terminal.name}</span>
      ${namespaceOf(terminal, this.texts)}
      <span class="program" aria-hidden="true">${busy ? terminal.foreground : nothing}</span>
      ${said ? html`<span class="visually-hidden">${said}</span>` : nothing}
    </button>`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    const terminals = terminalsOf(this.lab);
    const { active } = this.session.panes;
    const at = terminals.findIndex((terminal) => terminal === active);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: terminals.length - 1 }[event.key];
    const target = to === undefined ? undefined : terminals[(to + terminals.length) % terminals.length];
    if (event.key === 'F2' && active) {
      this.dispatchEvent(new TabAction('rename', active));
    } else if (event.key === 'Delete' && active) {
      this.dispatchEvent(new TabAction('close', active));
    } else if (target && !event.ctrlKey) {
      this.session.turnTo(target.id);
      void this.toActive();
    } else {
      return;
    }
    event.preventDefault();
  };
}

/** The namespace of a terminal's shell, unless it is the first one. */
export function namespaceOf({ namespace }: TerminalInfo, texts: Texts): TemplateResult | typeof nothing {
  return namespace === 'init'
    ? nothing
    : html`<span class="namespace"
        ><span class="visually-hidden">${texts.terminals.namespace(namespace)}</span
        ><span aria-hidden="true">${namespace}</span></span
      >`;
}

customElements.define('pb-tabs', PbTabs);
