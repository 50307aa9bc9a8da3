import { html, nothing, type PropertyValues, type SVGTemplateResult, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { LabElement } from '../../lab/lab-element.ts';
import { terminalsOf } from '../../lab/lab-state.ts';
import { split, whole } from '../../lab/panes.ts';
import type { TerminalInfo } from '../../protocol/wire.ts';
import '../pb-splitter/pb-splitter.ts';
import type { ShareChange } from '../pb-splitter/pb-splitter.ts';
import type { Way } from '../pb-splitter/share.ts';
import '../pb-terminal/pb-terminal.ts';
import type { PbTerminal } from '../pb-terminal/pb-terminal.ts';
import '../pb-terminal/touch-row.ts';
import type { TouchKeyPress } from '../pb-terminal/touch-row.ts';
import './close-question.ts';
import type { CloseAnswer } from './close-question.ts';
import { keepShare, keepWay, keptShare, keptWay, mayTurn, PANE_BOUNDS, wayIn } from './panes-way.ts';
import './rename-form.ts';
import type { RenameEnd } from './rename-form.ts';
import { SIGNS } from './signs.ts';
import './tabs.ts';
import { namespaceOf, type PbTabs, type TabWish } from './tabs.ts';
import './terminal-menu.ts';
import type { MenuChosen } from './terminal-menu.ts';

/** The learner's shells as tabs, of which two can be seen at a time. */
export class PbTerminals extends LabElement {
  static override properties = {
    asking: { state: true },
    renaming: { state: true },
    reading: { type: Boolean },
    room: { state: true },
    way: { state: true },
    share: { state: true },
    unread: { state: true },
    ctrl: { state: true },
  };

  /** Terminal that is to be closed although something runs in it. */
  declare private asking: string | undefined;
  declare private renaming: string | undefined;
  declare reading: boolean;
  /** Width of the place for shells in CSS pixels. */
  declare private room: number;
  /** How two shells are to lie, if that was chosen. */
  declare private way: Way | undefined;
  /** Terminals that have printed something since they were in view. */
  declare private unread: ReadonlySet<string>;
  /** Of the first of two shells, in percent. */
  declare private share: number;
  /** Whether Ctrl is held for the next key, which a touch screen can't do by hand. */
  declare private ctrl: boolean;
  readonly #sizes = new ResizeObserver(() => this.#measure());
  #known: ReadonlySet<string> = new Set();
  /** What is to become of the terminal that was asked for. */
  #opening: 'active' | 'beside' | undefined;
  /** A terminal that is to go, and with it perhaps the focus. */
  #closing: string | undefined;

  constructor() {
    super();
    this.room = 0;
    this.way = keptWay();
    this.share = keptShare();
    this.unread = new Set();
    this.ctrl = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  /** Leads into the active terminal. */
  enter(): void {
    const { active } = this.session.panes;
    if (active) {
      this.session.showTerminal(active.id);
    }
  }

  /** Leads to the tab of the active terminal. */
  toTab(): void {
    void this.querySelector<PbTabs>('pb-tabs')?.toActive();
  }

  /** Shows another terminal too, a new one if there is none; or the active one alone again. */
  split(): void {
    const { terminals } = this.session.view.value;
    const all = terminalsOf(this.lab);
    const choice = this.session.panes.beside ? whole(terminals, all) : split(terminals, all);
    if (choice) {
      this.session.showTerminals(choice);
    } else {
      this.#open('beside');
    }
  }

  /** Finds text in the active terminal. */
  search(): void {
    void this.#active()?.search();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const seen = [this.session.panes.active?.id, this.session.panes.beside?.id];
    if (seen.some((id) => id !== undefined && this.unread.has(id))) {
      this.unread = new Set([...this.unread].filter((id) => !seen.includes(id)));
    }
    const ids = new Set(terminalsOf(this.lab).map((terminal) => terminal.id));
    const added = [...ids].find((id) => !this.#known.has(id));
    const place = this.#opening;
    if (place && added) {
      this.#opening = undefined;
      queueMicrotask(() => this.#place(added, place));
    }
    if (this.#closing && !ids.has(this.#closing)) {
      this.#closing = undefined;
      void this.updateComplete.then(() => {
        if (document.activeElement === document.body) {
          this.toTab();
        }
      });
    }
    this.#known = ids;
  }

  protected override firstUpdated(): void {
    this.#sizes.observe(this.querySelector('.shells')!);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.querySelector<HTMLElement>('.shells')?.style.setProperty('--first', `${this.share}%`);
  }

  protected override render(): TemplateResult {
    const t = this.texts.terminals;
    const { machine } = this.lab;
    const terminals = terminalsOf(this.lab);
    const panes = this.session.panes;
    const { active } = panes;
    const seen = terminals.filter((terminal) => terminal === active || terminal === panes.beside);
    const way = seen.length > 1 ? wayIn(this.room, this.way) : 'whole';
    return html`
      <div class="tab-bar">
        <pb-tabs .unread=${this.unread} @pb-wish=${this.#wished}></pb-tabs>
        ${this.#tool(t.open, SIGNS.open, () => this.#open('active'))}
        <span class="gap"></span>
        ${active && this.renaming === active.id
          ? html`<pb-rename .terminal=${active} @pb-renamed=${this.#renamed}></pb-rename>`
          : active
            ? this.#tools(active, way)
            : nothing}
      </div>
      ${active && this.asking === active.id
        ? html`<pb-close-question .terminal=${active} @pb-answer=${this.#answered}></pb-close-question>`
        : nothing}
      <div class="shells ${way}">
        ${terminals.length === 0 ? html`<p class="none">${t.none}</p>` : nothing}
        ${way === 'whole'
          ? nothing
          : html`<pb-splitter
              way=${way}
              .label=${t.splitter}
              .bounds=${PANE_BOUNDS}
              .share=${this.share}
              @pb-share=${this.#shared}
            ></pb-splitter>`}
        ${repeat(
          terminals,
          (terminal) => `${machine}/${terminal.id}`,
          (terminal) => html`<div
            class="shell ${terminal === seen[0] ? 'first' : terminal === seen[1] ? 'second' : ''}"
            role="tabpanel"
            id="shell-${terminal.id}"
            aria-labelledby="tab-${terminal.id}"
            ?inert=${!seen.includes(terminal)}
            @focusin=${() => this.#focused(terminal.id)}
          >
            ${way !== 'whole' && seen.includes(terminal)
              ? html`<p class="caption" aria-hidden="true">${terminal.name} ${namespaceOf(terminal, this.texts)}</p>`
              : nothing}
            <pb-terminal
              terminal=${terminal.id}
              name=${terminal.name}
              ?busy=${terminal.busy}
              ?reading=${this.reading}
              ?shown=${seen.includes(terminal)}
              ?ctrl=${this.ctrl && terminal === active}
              @pb-ctrl-used=${this.#letGo}
              ?rewound=${this.lab.rewound === machine}
              @pb-output=${() => this.#output(terminal.id)}
            ></pb-terminal>
          </div>`,
        )}
      </div>
      ${active ? html`<pb-touch-row ?ctrl=${this.ctrl} @pb-touch-key=${this.#touched}></pb-touch-row>` : nothing}
    `;
  }

  readonly #touched = ({ pressed }: TouchKeyPress): void => {
    if (pressed === 'ctrl') {
      this.ctrl = !this.ctrl;
      this.#active()?.focus();
    } else {
      this.#active()?.press(pressed);
    }
  };

  readonly #letGo = (): void => {
    this.ctrl = false;
  };

  readonly #wished = ({ wish, terminal }: TabWish): void => {
    switch (wish) {
      case 'rename':
        this.renaming = terminal.id;
        break;
      case 'close':
        this.#close(terminal);
        break;
    }
  };

  #active(): PbTerminal | null {
    return this.querySelector<PbTerminal>(`pb-terminal[terminal="${CSS.escape(this.session.panes.active?.id ?? '')}"]`);
  }

  #tools(terminal: TerminalInfo, way: Way | 'whole'): TemplateResult {
    const t = this.texts.terminals;
    const turned = way === 'beside' ? 'stacked' : 'beside';
    return html`
      ${way !== 'whole' && mayTurn(this.room)
        ? this.#tool(t.ways[turned], SIGNS[turned], () => this.#turn(turned))
        : nothing}
      <button
        class="tool split"
        type="button"
        aria-pressed=${way === 'whole' ? 'false' : 'true'}
        title=${t.splitHint}
        @click=${() => this.split()}
      >
        ${t.split}
      </button>
      ${this.#tool(t.search.open, SIGNS.search, () => this.search(), 'wide')}
      <pb-terminal-menu name=${terminal.name} @pb-chosen=${this.#chosen}></pb-terminal-menu>
      ${this.#tool(t.close(terminal.name), SIGNS.close, () => this.#close(terminal))}
    `;
  }

  #tool(label: string, sign: SVGTemplateResult, press: () => void, kind = ''): TemplateResult {
    return html`<button class="tool ${kind}" type="button" aria-label=${label} title=${label} @click=${press}>
      <svg viewBox="0 0 20 20" aria-hidden="true">${sign}</svg>
    </button>`;
  }

  #open(place: 'active' | 'beside'): void {
    this.#opening = this.session.ask({ type: 'terminal', op: 'open' }) ? place : undefined;
  }

  #place(added: string, place: 'active' | 'beside'): void {
    const { active } = this.session.panes;
    if (place === 'beside' && active && active.id !== added) {
      this.session.showTerminals({ terminal: active.id, beside: added });
    } else {
      this.session.turnTo(added);
    }
  }

  #focused(id: string): void {
    if (id !== this.session.panes.active?.id) {
      this.session.turnTo(id);
    }
  }

  #measure(): void {
    this.room = this.querySelector('.shells')?.clientWidth ?? 0;
  }

  #turn(way: Way): void {
    this.way = way;
    keepWay(way);
  }

  readonly #shared = ({ percent, settled }: ShareChange): void => {
    this.share = percent;
    if (settled) {
      keepShare(percent);
    }
  };

  readonly #chosen = ({ choice }: MenuChosen): void => {
    const terminal = this.#active();
    switch (choice) {
      case 'search':
        this.search();
        break;
      case 'copy':
        void terminal?.copy();
        terminal?.focus();
        break;
      case 'paste':
        void terminal?.paste();
        break;
      case 'rename':
        this.renaming = this.session.panes.active?.id;
        break;
    }
  };

  #close(terminal: TerminalInfo): void {
    if (terminal.busy && !terminal.ended) {
      this.asking = terminal.id;
    } else {
      this.#reallyClose(terminal);
    }
  }

  readonly #answered = ({ yes }: CloseAnswer): void => {
    const terminal = this.session.panes.active;
    this.asking = undefined;
    if (yes && terminal) {
      this.#reallyClose(terminal);
    } else {
      this.toTab();
    }
  };

  #reallyClose(terminal: TerminalInfo): void {
    this.#closing = this.session.ask({ type: 'terminal', op: 'close', id: terminal.id }) ? terminal.id : undefined;
  }

  readonly #renamed = ({ left }: RenameEnd): void => {
    this.renaming = undefined;
    if (!left) {
      this.toTab();
    }
  };

  #output(id: string): void {
    const { active, beside } = this.session.panes;
    if (id !== active?.id && id !== beside?.id && !this.unread.has(id)) {
      this.unread = new Set([...this.unread, id]);
    }
  }
}

customElements.define('pb-terminals', PbTerminals);
