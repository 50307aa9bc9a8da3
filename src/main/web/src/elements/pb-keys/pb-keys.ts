import { html, type TemplateResult } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';

/** The list of keyboard shortcuts, as a dialog, with the choice of screen reader mode. */
export class PbKeys extends LabElement {
  static override properties = { reading: { type: Boolean } };

  declare reading: boolean;

  open(): void {
    this.querySelector('dialog')?.showModal();
  }

  protected override render(): TemplateResult {
    const t = this.texts.keys;
    const rows: readonly (readonly [keys: readonly string[], meaning: string])[] = [
      [['Ctrl', 'Shift', '↑ ↓'], t.step],
      [['Ctrl', 'Shift', '1 … 9'], t.terminal],
      [['Ctrl', 'Shift', '←'], t.leave],
      [['← →'], t.splitter],
      [['← →'], t.hop],
      [['?'], t.help],
    ];
    return html`<dialog class="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">${t.title}</h2>
      <dl>
        ${rows.map(
          ([keys, meaning]) => html`<div>
            <dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt>
            <dd>${meaning}</dd>
          </div>`,
        )}
      </dl>
      <label class="reading">
        <input type="checkbox" .checked=${this.reading} @change=${this.#read} />
        <span>${this.texts.terminals.screenReader}</span>
      </label>
      <form method="dialog"><button class="button">${t.close}</button></form>
    </dialog>`;
  }

  readonly #read = (event: Event): void => {
    this.reading = (event.target as HTMLInputElement).checked;
    this.dispatchEvent(new Event('reading'));
  };
}

customElements.define('pb-keys', PbKeys);
