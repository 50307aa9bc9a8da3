import { html, type TemplateResult } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';
import { TOUCH_KEYS, type TouchKey } from './touch-keys.ts';

/** Fired when one of its keys is pressed. */
export class TouchKeyPress extends Event {
  static readonly NAME = 'pb-touch-key';

  constructor(readonly pressed: TouchKey | 'ctrl' | 'interrupt') {
    super(TouchKeyPress.NAME);
  }
}

const LABELS: Record<TouchKey, string> = { escape: 'Esc', tab: 'Tab', left: '←', up: '↑', down: '↓', right: '→' };

/** A row of keys that on-screen keyboards lack, below a terminal. Ctrl applies to the next key. */
export class PbTouchRow extends LabElement {
  static override properties = { ctrl: { type: Boolean } };

  declare ctrl: boolean;
  protected override inputs = (): readonly unknown[] => [];

  protected override render(): TemplateResult {
    const t = this.texts.terminals.touch;
    // The focus must not move, or the on-screen keyboard would close and open.
    return html`<div class="touch-row" role="group" aria-label=${t.label} @mousedown=${keepFocus}>
      <button type="button" aria-pressed=${this.ctrl ? 'true' : 'false'} @click=${() => this.#press('ctrl')}>Ctrl</button>
      <button type="button" aria-label=${t.interrupt} @click=${() => this.#press('interrupt')}>Ctrl C</button>
      ${TOUCH_KEYS.map((key) => html`<button type="button" aria-label=${t[key]} @click=${() => this.#press(key)}>${LABELS[key]}</button>`)}
    </div>`;
  }

  #press(pressed: TouchKey | 'ctrl' | 'interrupt'): void {
    this.dispatchEvent(new TouchKeyPress(pressed));
  }
}

function keepFocus(event: Event): void {
  event.preventDefault();
}

customElements.define('pb-touch-row', PbTouchRow);
