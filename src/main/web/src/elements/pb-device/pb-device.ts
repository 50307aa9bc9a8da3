import { html, nothing, type TemplateResult } from 'lit';
import { sentence } from '../../cables/sentence.ts';
import { LabElement } from '../../lab/lab-element.ts';
import type { Device, Diagnosis, Namespace } from '../../protocol/messages.ts';
import { commandsFor } from '../../topology/commands.ts';
import { namespaceName } from '../pb-topology/names.ts';

/** Details of one device from the kernel's state, with commands that print the same in a terminal. */
export class PbDevice extends LabElement {
  static override properties = {
    namespace: { attribute: false },
    device: { attribute: false },
    failure: { attribute: false },
  };

  declare namespace: Namespace;
  declare device: Device;
  declare failure: Diagnosis | undefined;
  protected override inputs = (): readonly unknown[] => [this.lab.steps];

  protected override render(): TemplateResult {
    const t = this.texts.network;
    const { namespace, device } = this;
    const c = commandsFor(namespace, device);
    const state = [device.kind || t.hardware, device.up ? 'UP' : 'DOWN', ...(device.carrier ? [] : ['NO-CARRIER'])];
    return html`<section class="details" tabindex="-1" aria-label=${t.deviceIn(device.name, namespaceName(namespace, t))}>
      <header>
        <h3><code>${device.name}</code> <small>${namespaceName(namespace, t)}</small></h3>
        <button class="quiet" type="button" @click=${() => this.dispatchEvent(new Event('close'))}>${t.closeDetails}</button>
      </header>
      ${this.failure ? html`<p class="failure">${sentence(this.failure.text, this.session.cables)}</p>` : nothing}
      ${this.#part(t.link, [`${state.join(' ')} · mtu ${device.mtu}`, device.mac], c?.link)}
      ${this.#part(t.addresses, device.addresses, c?.addresses)}
      ${this.#part(t.routes, device.routes, c?.routes)}
      ${this.#part(t.neighbours, device.neighbours, c?.neighbours)}
      ${device.kind === 'bridge' ? this.#part(t.fdb, device.fdb, c?.fdb) : nothing}
      ${this.#part(t.settings, this.#settings(device.settings), c?.settings)}
      ${this.#part(t.counters, [t.countersBy], c?.counters)}
      <h3 class="of-namespace">${t.ofNamespace(namespaceName(namespace, t))}</h3>
      ${this.#part(t.settings, this.#settings(namespace.settings))}
      ${this.#part(t.rules, namespace.rules, c?.rules)}
      ${this.#part(t.listeners, namespace.listeners, c?.listeners)}
    </section>`;
  }

  #settings(settings: Readonly<Record<string, number>>): readonly string[] {
    return Object.entries(settings).map(([key, value]) => `${key} = ${value}`);
  }

  #part(title: string, lines: readonly string[], command?: string | undefined): TemplateResult {
    const said = lines.filter((line) => line !== '');
    return html`<details ?open=${said.length > 0 && said.length <= 4}>
      <summary>${title} <small>${said.length === 0 ? this.texts.network.nothing : nothing}</small></summary>
      ${said.length > 0 ? html`<pre tabindex="0">${said.join('\n')}</pre>` : nothing}
      ${command ? html`<div class="see"><pb-insert .command=${command}></pb-insert></div>` : nothing}
    </details>`;
  }
}

customElements.define('pb-device', PbDevice);
