import { html, nothing, svg, type PropertyValues, type SVGTemplateResult, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { LabElement } from '../../lab/lab-element.ts';
import type { Device, Room, Topology } from '../../protocol/network.ts';
import type { Diagnosis } from '../../protocol/wire.ts';
import { portOf, wireOf } from '../../topology/graph.ts';
import { LayoutMaker, type Layout } from '../../topology/layout.ts';
import { marks } from '../../topology/marks.ts';
import { condition, LINE, lines, PAD } from '../../topology/shape.ts';
import '../pb-device/pb-device.ts';
import { inWords } from './in-words.ts';
import { roomName } from './names.ts';

/** What the kernel said, drawn: namespaces as boxes, devices as jacks, veth pairs as cables. */
export class PbTopology extends LabElement {
  static override properties = {
    topology: { attribute: false },
    layout: { state: true },
    drawn: { state: true },
    chosen: { state: true },
    words: { state: true },
  };

  declare topology: Topology;
  /** Where everything of {@link drawn} lies: a picture is changed only together with its layout. */
  declare private layout: Layout | undefined;
  declare private drawn: Topology | undefined;
  declare private chosen: string | undefined;
  declare private words: boolean;
  #maker: LayoutMaker | undefined;
  #newest: Topology | undefined;
  #arranging: Promise<void> | undefined;

  override connectedCallback(): void {
    this.#maker = new LayoutMaker();
    this.words = false;
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#maker?.end();
    this.#maker = undefined;
    this.#newest = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.topology !== this.#newest) {
      this.#newest = this.topology;
      this.#arranging ??= this.#arrange().finally(() => (this.#arranging = undefined));
    }
  }

  protected override render(): TemplateResult {
    const t = this.texts.network;
    return html`
      <div class="picture-tools">
        <button class="quiet" type="button" aria-pressed=${this.words ? 'true' : 'false'} @click=${this.#turn}>
          ${this.words ? t.asPicture : t.inWords}
        </button>
      </div>
      <div class="picture" tabindex="0" role="region" aria-label=${t.title}>
        ${this.words ? inWords(this.topology, t) : this.#drawing()}
      </div>
      ${this.#details()}
    `;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // Set by script: the page's policy allows no style in its markup.
    for (const group of this.querySelectorAll<SVGGElement>('g[data-at]')) {
      group.style.transform = `translate(${group.dataset['at']})`;
    }
  }

  /** Lays out one topology at a time; of those that come meanwhile only the newest counts. */
  async #arrange(): Promise<void> {
    const t = this.texts.network;
    while (this.#maker && this.#newest && this.drawn !== this.#newest) {
      const topology = this.#newest;
      try {
        this.layout = await this.#maker.of(topology, (id) => roomName(topology.rooms.find((room) => room.id === id), t));
        this.drawn = topology;
      } catch (error) {
        // In words everything can still be read.
        console.error('The picture could not be laid out', error);
        this.words = true;
        return;
      }
    }
  }

  readonly #turn = (): void => {
    this.words = !this.words;
  };

  #drawing(): TemplateResult | typeof nothing {
    const { layout, drawn } = this;
    if (!layout || !drawn) {
      return nothing;
    }
    const failures = marks(drawn, this.lab.verdicts);
    const devices = drawn.rooms.flatMap((room) => room.devices);
    return html`<svg
      class="drawing"
      width=${layout.width}
      height=${layout.height}
      viewBox="0 0 ${layout.width} ${layout.height}"
      role="group"
      aria-label=${this.texts.network.drawing(drawn.rooms.length, devices.length)}
    >
      ${repeat(drawn.rooms, ({ id }) => id, (room) => this.#room(room, layout, failures.get(room.id)))}
      ${repeat(devices.filter((device) => device.bridge), ({ id }) => id, (device) => this.#port(device, layout))}
      ${repeat(drawn.wires, ({ from, to }) => wireOf(from, to), (wire) => this.#wire(drawn, wire.from, wire.to, layout))}
      ${repeat(devices, ({ id }) => id, (device) => this.#device(device, layout, failures.get(device.id)))}
    </svg>`;
  }

  #room(room: Room, layout: Layout, failure: Diagnosis | undefined): SVGTemplateResult | typeof nothing {
    const box = layout.boxes.get(room.id);
    return box
      ? svg`<g class="room ${room.kind} ${failure ? 'failing' : ''}" data-at="${box.x}px, ${box.y}px">
          <rect width=${box.width} height=${box.height} rx="6" />
          <text x=${PAD + 2} y="20">${roomName(room, this.texts.network)}</text>
        </g>`
      : nothing;
  }

  #port(device: Device, layout: Layout): SVGTemplateResult {
    const quiet = device.portState !== 'forwarding';
    return svg`<path class="port ${quiet ? 'quiet-port' : ''}" d=${layout.paths.get(portOf(device.id)) ?? ''} />`;
  }

  #wire(drawn: Topology, from: string, to: string, layout: Layout): SVGTemplateResult {
    const ends = drawn.rooms.flatMap((room) => room.devices).filter(({ id }) => id === from || id === to);
    const style = ends.map(({ name }) => this.session.cables.find(name)?.cable.style).find((found) => found !== undefined);
    const live = ends.every((device) => condition(device) === 'up');
    const d = layout.paths.get(wireOf(from, to)) ?? '';
    return svg`<path class="wire ${style === undefined ? '' : `cable style${style}`} ${live ? '' : 'dead'}" d=${d} />`;
  }

  #device(device: Device, layout: Layout, failure: Diagnosis | undefined): SVGTemplateResult | typeof nothing {
    const box = layout.boxes.get(device.id);
    if (!box) {
      return nothing;
    }
    const t = this.texts.network;
    const cable = this.session.cables.find(device.name);
    const state = condition(device);
    const description = [t.conditions[state], ...(failure ? [t.failing] : [])].join(', ');
    return svg`<g
      class="device ${device.kind} ${state} ${failure ? 'failing' : ''} ${cable ? `cable style${cable.cable.style}` : ''}"
      data-at="${box.x}px, ${box.y}px"
      data-device=${device.name}
      role="button"
      tabindex="0"
      aria-description=${description}
      aria-pressed=${this.chosen === device.id ? 'true' : 'false'}
      @click=${() => this.#choose(device.id)}
      @keydown=${(event: KeyboardEvent) => this.#press(event, device.id)}
    >
      <rect width=${box.width} height=${box.height} rx="4" />
      <circle cx=${PAD + 4} cy=${PAD + 4} r="4.5" />
      <text class="name" x=${PAD + 15} y=${PAD + 9}>${device.name}</text>
      ${lines(device).map((line, i) => svg`<text class=${line === device.mac ? 'mac' : 'address'} x=${PAD} y=${PAD + 9 + (i + 1) * LINE}>${line}</text>`)}
    </g>`;
  }

  #choose(id: string): void {
    this.chosen = this.chosen === id ? undefined : id;
  }

  #press(event: KeyboardEvent, id: string): void {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#choose(id);
    } else if (event.key === 'Escape' && this.chosen) {
      this.chosen = undefined;
    }
  }

  #details(): TemplateResult | typeof nothing {
    const room = this.topology.rooms.find(({ devices }) => devices.some(({ id }) => id === this.chosen));
    const device = room?.devices.find(({ id }) => id === this.chosen);
    if (!room || !device) {
      return nothing;
    }
    return html`<pb-device
      .room=${room}
      .device=${device}
      .failure=${marks(this.topology, this.lab.verdicts).get(device.id)}
      @close=${() => this.#choose(device.id)}
    ></pb-device>`;
  }
}

customElements.define('pb-topology', PbTopology);
