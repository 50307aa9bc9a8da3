import { html, nothing, type TemplateResult } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';
import { isSteady } from '../../lab/lab-state.ts';

/** Notices of the server; each is shown until it is dismissed or withdrawn. */
export class PbNotices extends LabElement {
  protected override inputs = (): readonly unknown[] => [this.lab.notices];
  protected override render(): TemplateResult {
    const t = this.texts.notices;
    return html`<div class="notices" role="log" aria-label=${t.label}>
      ${this.lab.notices.map(
        (notice) => html`<div class="notice ${notice.level}">
          <p>${notice.text}</p>
          ${notice.undo ? this.#undo() : nothing}
          <button class="quiet" type="button" @click=${() => this.session.dismiss(notice)}>${t.dismiss}</button>
        </div>`,
      )}
    </div>`;
  }

  #undo(): TemplateResult {
    return html`<button
      class="button"
      type="button"
      data-undo
      ?disabled=${!isSteady(this.lab)}
      @click=${() => this.session.ask({ type: 'undo' })}
    >
      ${this.texts.notices.undo}
    </button>`;
  }
}

customElements.define('pb-notices', PbNotices);
