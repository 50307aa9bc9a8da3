import { html, nothing, type SVGTemplateResult, type TemplateResult } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';
import type { TerminalInfo } from '../../protocol/messages.ts';
import type { SplitDirection } from '../pb-splitter/share.ts';
import { ICONS } from './icons.ts';
import './terminal-menu.ts';

/** Fired for an action on the active terminal. */
export class ToolAction extends Event {
  static readonly NAME = 'pb-tool';

  constructor(readonly tool: 'turn' | 'split' | 'search' | 'close') {
    super(ToolAction.NAME);
  }
}

/** Buttons for actions on the active terminal; the menu fires its own events. */
export class PbTerminalTools extends LabElement {
  static override properties = {
    terminal: { attribute: false },
    direction: { attribute: false },
    turns: { attribute: false },
  };

  declare terminal: TerminalInfo;
  /** The arrangement of the displayed terminals. */
  declare direction: SplitDirection | 'single';
  /** Whether another arrangement is possible. */
  declare turns: boolean;
  protected override inputs = (): readonly unknown[] => [];

  protected override render(): TemplateResult {
    const t = this.texts.terminals;
    const { name } = this.terminal;
    const turned = this.direction === 'beside' ? 'stacked' : 'beside';
    return html`
      ${this.direction !== 'single' && this.turns ? tool(t.directions[turned], ICONS[turned], () => this.#request('turn')) : nothing}
      <button
        class="tool split"
        type="button"
        aria-pressed=${this.direction === 'single' ? 'false' : 'true'}
        title=${t.splitHint}
        @click=${() => this.#request('split')}
      >
        ${t.split}
      </button>
      ${tool(t.search.open, ICONS.search, () => this.#request('search'), 'wide')}
      <pb-terminal-menu name=${name}></pb-terminal-menu>
      ${tool(t.close(name), ICONS.close, () => this.#request('close'))}
    `;
  }

  #request(tool: ToolAction['tool']): void {
    this.dispatchEvent(new ToolAction(tool));
  }
}

/** A small button with an icon. */
export function tool(label: string, sign: SVGTemplateResult, press: () => void, kind = ''): TemplateResult {
  return html`<button class="tool ${kind}" type="button" aria-label=${label} title=${label} @click=${press}>
    <svg viewBox="0 0 20 20" aria-hidden="true">${sign}</svg>
  </button>`;
}

customElements.define('pb-terminal-tools', PbTerminalTools);
