import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';

/** Container of the network picture: a drawer below the terminals, or a separate place on a narrow page. */
export class PbNetwork extends LabElement {
  static override properties = { arrived: { state: true } };

  /** Whether the picture's code has been loaded, which happens when it is first opened. */
  declare private arrived: boolean;
  protected override inputs = (): readonly unknown[] => [this.session.view.value, this.session.network.value];

  override connectedCallback(): void {
    this.arrived = customElements.get('pb-topology') !== undefined;
    super.connectedCallback();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.#shown && !this.arrived) {
      void import('../pb-topology/pb-topology.ts').then(() => (this.arrived = true));
    }
  }

  protected override render(): TemplateResult {
    const t = this.texts.network;
    const open = this.session.view.value.network;
    return html`<div class="network-frame" @keydown=${this.#key}>
      <button
        class="network-handle"
        type="button"
        aria-expanded=${open ? 'true' : 'false'}
        @click=${() => this.session.showNetwork(!open)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M7 6.5h6M4.5 9v5.5h4M15.5 9v2" />
          <circle cx="4.5" cy="6.5" r="2.2" /><circle cx="15.5" cy="6.5" r="2.2" /><circle cx="11" cy="14.5" r="2.2" />
        </svg>
        <span>${t.title}</span>
        <span class="hint">${open ? t.close : t.open}</span>
      </button>
      ${this.#shown ? html`<h2 class="visually-hidden">${t.title}</h2>${this.#picture()}` : nothing}
    </div>`;
  }

  /** Closes what was opened in the picture first. */
  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented && this.session.view.value.maximized) {
      event.preventDefault();
      this.session.maximize(false);
    }
  };

  get #shown(): boolean {
    const view = this.session.view.value;
    return view.network || view.place === 'network';
  }

  #picture(): TemplateResult {
    const topology = this.session.network.value;
    return this.arrived && topology
      ? html`<pb-topology .topology=${topology}></pb-topology>`
      : html`<p class="none" role="status">${this.texts.network.none}</p>`;
  }
}

customElements.define('pb-network', PbNetwork);
