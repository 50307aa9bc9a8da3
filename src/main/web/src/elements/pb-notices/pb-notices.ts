import { html, type TemplateResult } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';

/** Notices of the server; each is shown until it is dismissed or withdrawn. */
export class PbNotices extends LabElement {
  protected override render(): TemplateResult {
    const t = this.texts.notices;
    return html`<div class="notices" role="log" aria-label=${t.label}>
      ${this.lab.notices.map(
        (notice) => html`<div class="notice ${notice.level}">
          <p>${notice.text}</p>
          <button class="quiet" type="button" @click=${() => this.session.dismiss(notice)}>${t.dismiss}</button>
        </div>`,
      )}
    </div>`;
  }
}

customElements.define('pb-notices', PbNotices);
