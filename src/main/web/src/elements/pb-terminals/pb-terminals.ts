import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { LabElement } from '../../lab/lab-element.ts';
import { terminalsOf } from '../../lab/lab-state.ts';
import { split, unsplit } from '../../lab/panes.ts';
import type { TerminalInfo } from '../../protocol/messages.ts';
import '../pb-splitter/pb-splitter.ts';
import '../pb-terminal/pb-terminal.ts';
import type { PbTerminal } from '../pb-terminal/pb-terminal.ts';
import '../pb-terminal/touch-row.ts';
import type { TouchKeyPress } from '../pb-terminal/touch-row.ts';
import { PendingTerminals, type OpeningPlace } from './pending-terminals.ts';
import './close-question.ts';
import type { CloseAnswer } from './close-question.ts';
import { PanesLayout } from './panes-layout.ts';
import { PANE_BOUNDS } from './pane-direction.ts';
import './rename-form.ts';
import type { RenameEnd } from './rename-form.ts';
import { ICONS } from './icons.ts';
import './tabs.ts';
import { namespaceOf, type PbTabs, type TabAction } from './tabs.ts';
import type { MenuChosen } from './terminal-menu.ts';
import '../pb-verdict/pb-verdict.ts';
import './terminal-tools.ts';
import { tool, type ToolAction } from './terminal-tools.ts';

/** The learner's shells as tabs, of which two can be displayed at a time. */
export class PbTerminals extends LabElement {
  static override properties = {
    asking: { state: true },
    renaming: { state: true },
    reading: { type: Boolean },
    unread: { state: true },
    ctrl: { state: true },
  };

  /** A terminal with a running command whose closing must be confirmed. */
  declare private asking: string | undefined;
  declare private renaming: string | undefined;
  declare reading: boolean;
  /** Terminals with new output since they were displayed. */
  declare private unread: ReadonlySet<string>;
  /** Whether Ctrl applies to the next key, for touch screens. */
  declare private ctrl: boolean;
  readonly #layout = new PanesLayout(this, '.shells');
  readonly #pending = new PendingTerminals();
  /** Terminals opened by this page, as machine and id: they have no earlier output. */
  readonly #own = new Set<string>();
  protected override inputs = (): readonly unknown[] => {
    const { terminals, provisioning, machine, rewound } = this.lab;
    return [terminals, provisioning.phase, machine, rewound, this.session.view.value.terminals];
  };

  constructor() {
    super();
    this.unread = new Set();
    this.ctrl = false;
  }

  /** Focuses the active terminal. */
  enter(): void {
    const { active } = this.session.panes;
    if (active) {
      this.session.showTerminal(active.id);
    }
  }

  /** Focuses the active terminal's tab. */
  toTab(): void {
    void this.querySelector<PbTabs>('pb-tabs')?.toActive();
  }

  /** Displays a second terminal, opening one if needed; or the active one alone again. */
  split(): void {
    const { terminals } = this.session.view.value;
    const all = terminalsOf(this.lab);
    const choice = this.session.panes.beside ? unsplit(terminals, all) : split(terminals, all);
    if (choice) {
      this.session.showTerminals(choice);
    } else {
      this.#open('beside');
    }
  }

  /** Searches the active terminal. */
  search(): void {
    void this.#active()?.search();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const seen = [this.session.panes.active?.id, this.session.panes.beside?.id];
    if (seen.some((id) => id !== undefined && this.unread.has(id))) {
      this.unread = new Set([...this.unread].filter((id) => !seen.includes(id)));
    }
    const { opened, closed } = this.#pending.settle(new Set(terminalsOf(this.lab).map((terminal) => terminal.id)));
    if (opened) {
      this.#own.add(`${this.lab.machine}/${opened.id}`);
      queueMicrotask(() => this.#place(opened.id, opened.place));
    }
    if (closed) {
      // The closed terminal's button is gone, and may have had the focus.
      void this.updateComplete.then(() => {
        if (document.activeElement === document.body) {
          this.toTab();
        }
      });
    }
  }

  protected override render(): TemplateResult {
    const t = this.texts.terminals;
    const { machine } = this.lab;
    const terminals = terminalsOf(this.lab);
    const panes = this.session.panes;
    const { active } = panes;
    const seen = terminals.filter((terminal) => terminal === active || terminal === panes.beside);
    const direction = this.#layout.direction(seen.length);
    return html`
      <div class="tab-bar">
        <pb-tabs .unread=${this.unread} @pb-tab-action=${this.#tabAction}></pb-tabs>
        ${tool(t.open, ICONS.open, () => this.#open('active'))}
        <span class="gap"></span>
        <pb-verdict></pb-verdict>
        ${
          active && this.renaming === active.id
            ? html`<pb-rename .terminal=${active} @pb-renamed=${this.#renamed}></pb-rename>`
            : active
              ? html`<pb-terminal-tools
                .terminal=${active}
                .direction=${direction}
                .turns=${this.#layout.turns}
                @pb-tool=${this.#pressed}
                @pb-chosen=${this.#chosen}
              ></pb-terminal-tools>`
              : nothing
        }
      </div>
      ${
        active && this.asking === active.id
          ? html`<pb-close-question .terminal=${active} @pb-answer=${this.#answered}></pb-close-question>`
          : nothing
      }
      <div class="shells ${direction}">
        ${terminals.length === 0 ? html`<p class="none">${t.none}</p>` : nothing}
        ${
          direction === 'single'
            ? nothing
            : html`<pb-splitter
              direction=${direction}
              .label=${t.splitter}
              .bounds=${PANE_BOUNDS}
              .share=${this.#layout.share}
              @pb-share=${this.#layout.shared}
            ></pb-splitter>`
        }
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
            ${
              direction !== 'single' && seen.includes(terminal)
                ? html`<p class="caption" aria-hidden="true">${terminal.name} ${namespaceOf(terminal, this.texts)}</p>`
                : nothing
            }
            <pb-terminal
              terminal=${terminal.id}
              name=${terminal.name}
              ?busy=${terminal.busy}
              ?slow=${terminal.slow}
              ?reading=${this.reading}
              ?shown=${seen.includes(terminal)}
              ?ctrl=${this.ctrl && terminal === active}
              @pb-ctrl-used=${this.#letGo}
              ?rewound=${this.lab.rewound === machine && !this.#own.has(`${machine}/${terminal.id}`)}
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

  readonly #tabAction = ({ action, terminal }: TabAction): void => {
    switch (action) {
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

  readonly #pressed = ({ tool }: ToolAction): void => {
    const { active } = this.session.panes;
    switch (tool) {
      case 'turn':
        this.#layout.turn();
        break;
      case 'split':
        this.split();
        break;
      case 'search':
        this.search();
        break;
      case 'close':
        if (active) {
          this.#close(active);
        }
        break;
    }
  };

  #open(place: OpeningPlace): void {
    this.#pending.opens(this.session.ask({ type: 'terminal', op: 'open' }) ? place : undefined);
  }

  #place(added: string, place: OpeningPlace): void {
    const { active } = this.session.panes;
    if (place === 'beside' && active && active.id !== added) {
      this.session.showTerminals({ terminal: active.id, beside: added });
    }
    // Focus the new terminal: with the focus still on the button, a space would open another.
    this.session.showTerminal(added);
  }

  #focused(id: string): void {
    if (id !== this.session.panes.active?.id) {
      this.session.turnTo(id);
    }
  }

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
    this.#pending.closes(this.session.ask({ type: 'terminal', op: 'close', id: terminal.id }) ? terminal.id : undefined);
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
