import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { languageOf, textsOf } from '../../texts/texts.ts';
import { copyText } from '../pb-terminal/clipboard.ts';

/** A button that copies the text of the element with this id. */
export class PbCopy extends LitElement {
  static override properties = { of: { type: String }, copied: { state: true } };

  declare of: string;
  declare private copied: boolean | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const t = textsOf(languageOf(document.documentElement.lang)).copy;
    return html`<button class="button" type="button" @click=${this.#copy}>${t.button}</button>
      <span role="status">${this.copied ? t.done : nothing}</span>`;
  }

  readonly #copy = async (): Promise<void> => {
    await copyText(document.getElementById(this.of)?.textContent?.trim() ?? '');
    this.copied = true;
  };
}

customElements.define('pb-copy', PbCopy);
