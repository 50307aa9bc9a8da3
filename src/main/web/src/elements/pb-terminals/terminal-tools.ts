import { html, nothing, type SVGTemplateResult, type TemplateResult } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';
import type { TerminalInfo } from '../../protocol/wire.ts';
import type { Way } from '../pb-splitter/share.ts';
import { SIGNS } from './signs.ts';
import './terminal-menu.ts';

/** What the learner wants to have done with the active terminal. */
export class ToolWish extends Event {
  static readonly NAME = 'pb-tool';

  constructor(readonly tool: 'turn' | 'split' | 'search' | 'close') {
    super(ToolWish.NAME);
  }
}

/** The buttons for what can be done with the active terminal; its menu tells of its own choices. */
export class PbTerminalTools extends LabElement {
  static override properties = {
    terminal: { attribute: false },
    way: { attribute: false },
    turns: { attribute: false },
  };

  declare terminal: TerminalInfo;
  /** How it lies with the one beside it. */
  declare way: Way | 'whole';
  /** Whether there is room to lie otherwise. */
  declare turns: boolean;

  protected override render(): TemplateResult {
    const t = this.texts.terminals;
    const { name } = this.terminal;
    const turned = this.way === 'beside' ? 'stacked' : 'beside';
    return html`
      ${this.way !== 'whole' && this.turns ? tool(t.ways[turned], SIGNS[turned], () => this.#wish('turn')) : nothing}
      <button
        class="tool split"
        type="button"
        aria-pressed=${this.way === 'whole' ? 'false' : 'true'}
        title=${t.splitHint}
        @click=${() => this.#wish('split')}
      >
        ${t.split}
      </button>
      ${tool(t.search.open, SIGNS.search, () => this.#wish('search'), 'wide')}
      <pb-terminal-menu name=${name}></pb-terminal-menu>
      ${tool(t.close(name), SIGNS.close, () => this.#wish('close'))}
    `;
  }

  #wish(wished: ToolWish['tool']): void {
    this.dispatchEvent(new ToolWish(wished));
  }
}

/** A small button with a sign for a face. */
export function tool(label: string, sign: SVGTemplateResult, press: () => void, kind = ''): TemplateResult {
  return html`<button class="tool ${kind}" type="button" aria-label=${label} title=${label} @click=${press}>
    <svg viewBox="0 0 20 20" aria-hidden="true">${sign}</svg>
  </button>`;
}

customElements.define('pb-terminal-tools', PbTerminalTools);
