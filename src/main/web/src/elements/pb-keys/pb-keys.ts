import { html, type TemplateResult } from 'lit';
import { isMac } from '../../keys/platform.ts';
import { LabElement } from '../../lab/lab-element.ts';
import { shortcutList } from './shortcut-list.ts';

/** Dialog with the keyboard shortcuts and the screen reader setting. */
export class PbKeys extends LabElement {
  static override properties = { reading: { type: Boolean } };

  declare reading: boolean;
  protected override inputs = (): readonly unknown[] => [];

  open(): void {
    this.querySelector('dialog')?.showModal();
  }

  protected override render(): TemplateResult {
    const t = this.texts.keys;
    return html`<dialog class="keys" aria-labelledby="keys-title">
      <form class="keys-head" method="dialog">
        <h2 id="keys-title">${t.title}</h2>
        <button class="button" autofocus>${t.close}</button>
      </form>
      <div class="keys-groups">
        ${shortcutList(t, isMac()).map(
          ({ title, rows }) => html`<section>
            <h3>${title}</h3>
            <dl>
              ${rows.map(
                ({ keys, meaning }) => html`<div>
                  <dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt>
                  <dd>${meaning}</dd>
                </div>`,
              )}
            </dl>
          </section>`,
        )}
      </div>
      <label class="reading">
        <input type="checkbox" .checked=${this.reading} @change=${this.#read} />
        <span>${this.texts.terminals.screenReader}</span>
      </label>
    </dialog>`;
  }

  readonly #read = (event: Event): void => {
    this.reading = (event.target as HTMLInputElement).checked;
    this.dispatchEvent(new Event('reading'));
  };
}

customElements.define('pb-keys', PbKeys);
