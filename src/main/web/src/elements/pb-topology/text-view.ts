import { html, nothing, type TemplateResult } from 'lit';
import type { Device, Topology } from '../../protocol/messages.ts';
import type { Texts } from '../../texts/texts.ts';
import { condition } from '../../topology/shape.ts';
import { namespaceName } from './names.ts';

/** The picture's content as nested lists. */
export function textView(topology: Topology, t: Texts['network']): TemplateResult {
  const devices = new Map(
    topology.namespaces.flatMap((namespace) => namespace.devices.map((device) => [device.id, { namespace, device }] as const)),
  );
  const called = (id: string): string => {
    const found = devices.get(id);
    return found ? t.deviceIn(found.device.name, namespaceName(found.namespace, t)) : '';
  };
  const other = (id: string): string | undefined => {
    const wire = topology.wires.find(({ from, to }) => from === id || to === id);
    return wire && (wire.from === id ? wire.to : wire.from);
  };
  const sentence = (device: Device): string => {
    const end = other(device.id);
    return [
      t.conditions[condition(device)],
      device.addresses.length > 0 ? device.addresses.join(', ') : t.noAddress,
      ...(end ? [t.wiredTo(called(end))] : []),
      ...(device.bridge ? [t.portOf(devices.get(device.bridge)?.device.name ?? '')] : []),
      ...(device.network ? [t.dockerNetwork(device.network)] : []),
    ].join('; ');
  };
  return html`<ul class="text-view">
    ${topology.namespaces.map(
      (namespace) => html`<li>
        <h3>${namespaceName(namespace, t)}</h3>
        ${namespace.kind === 'init' ? html`<p>${t.initMeans}</p>` : nothing}
        <ul>
          ${namespace.devices.map((device) => html`<li><code>${device.name}</code> ${sentence(device)}</li>`)}
        </ul>
      </li>`,
    )}
  </ul>`;
}
