import { html, nothing, type TemplateResult } from 'lit';
import { writtenKeys } from '../../keys/key-names.ts';
import { isMac } from '../../keys/platform.ts';
import type { TerminalState } from '../../protocol/terminal-client.ts';
import type { Texts } from '../../texts/texts.ts';

/** Conditions that the line below a terminal reports. */
export interface TerminalCondition {
  readonly state: TerminalState;
  /** The address of a clicked link. */
  readonly link: string | undefined;
  /** Whether a slow command has printed nothing for a while. */
  readonly waits: boolean;
  /** Whether its shell was restored by a rewind, and nothing was typed since. */
  readonly rewound: boolean;
}

export interface LineActions {
  again(): void;
  dismiss(): void;
}

/** The line below a terminal, if there is anything to report. */
export function terminalLine(
  texts: Texts,
  { state, link, waits, rewound }: TerminalCondition,
  actions: LineActions,
): TemplateResult | typeof nothing {
  const t = texts.terminals;
  switch (state) {
    case 'connecting':
      return html`<span>${t.connecting}</span>`;
    case 'reconnecting':
      return html`<span>${t.reconnecting}</span>`;
    case 'catching-up':
      return html`<span>${t.catchingUp}</span>`;
    case 'ended':
      return html`<span>${t.endedLine}</span>
        <button class="button" type="button" @click=${actions.again}>${t.again}</button>`;
    case 'live':
      if (link) {
        return html`<span>
            <a href=${link} target="_blank" rel="noopener noreferrer">${link}</a>
            <span class="hint">${t.linkHint(writtenKeys('link', isMac()))}</span>
          </span>
          <button class="quiet" type="button" @click=${actions.dismiss}>${texts.notices.dismiss}</button>`;
      }
      if (waits) {
        return html`<span>${t.emulated}</span>`;
      }
      return rewound ? html`<span>${t.rewound}</span>` : nothing;
  }
}
