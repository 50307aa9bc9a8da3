import { html, nothing, svg, type PropertyValues, type SVGTemplateResult, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { LabElement } from '../../lab/lab-element.ts';
import type { Device, Diagnosis, Journey, Namespace, Topology, Watching } from '../../protocol/messages.ts';
import { portOf, wireOf } from '../../topology/graph.ts';
import { LayoutMaker } from '../../topology/layout.ts';
import { marksWidth } from '../../topology/mark-places.ts';
import { failures, failuresById } from '../../topology/failures.ts';
import { begins, choiceAmong, chosenFrame, watchBegun, type FrameChoice } from '../../topology/frame-choice.ts';
import { segmentsTo, visits } from '../../topology/frame-path.ts';
import { FAR } from '../../topology/scale.ts';
import { condition, type Layout } from '../../topology/shape.ts';
import '../pb-device/pb-device.ts';
import type { PbDevice } from '../pb-device/pb-device.ts';
import type { FrameChosen } from '../pb-journey/pb-journey.ts';
import '../pb-journey/pb-journey.ts';
import type { Scrubbed } from '../pb-journey/pb-scrubber.ts';
import { hopMarkers } from './hop-markers.ts';
import { textView } from './text-view.ts';
import { deviceLabel, stateIcon, namespaceLabel } from './labels.ts';
import { Viewport } from './viewport.ts';
import { namespaceName } from './names.ts';
import { FrameAnimation } from './frame-animation.ts';

/** Largest scale of a small picture in maximized view. */
const LARGEST = 1.75;

/** The network picture, from the kernel's state: namespaces as boxes, devices as jacks, veth pairs as cables. */
export class PbTopology extends LabElement {
  static override properties = {
    topology: { attribute: false },
    layout: { state: true },
    drawn: { state: true },
    chosen: { state: true },
    words: { state: true },
    following: { state: true },
    choice: { state: true },
  };

  declare topology: Topology;
  /** The layout of {@link drawn}; both change together. */
  declare private layout: Layout | undefined;
  declare private drawn: Topology | undefined;
  declare private chosen: string | undefined;
  declare private words: boolean;
  /** Whether a frame's path is displayed. */
  declare private following: boolean;
  declare private choice: FrameChoice;
  #watching: Watching | undefined;
  readonly #animation = new FrameAnimation();
  readonly #viewport = new Viewport(() => this.requestUpdate());
  protected override inputs = (): readonly unknown[] => {
    const { view, journeys, watching } = this.session;
    return [this.lab.steps, view.value, journeys.value, watching.value, ...failures(this.lab.verdicts)];
  };
  #maker: LayoutMaker | undefined;
  #newest: Topology | undefined;
  #arranging: Promise<void> | undefined;
  /** Whether the focus was in here before the update, to restore it if its element is gone. */
  #within = false;
  #back: HTMLElement | SVGElement | null = null;

  override connectedCallback(): void {
    this.#maker = new LayoutMaker();
    super.connectedCallback();
    ({ words: this.words, following: this.following, choice: this.choice } = this.session.picture);
    this.#watching = this.session.watching.value;
    this.#viewport.restore(this.session.viewport);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#maker?.end();
    this.#maker = undefined;
    this.#newest = undefined;
    this.session.viewport = this.#viewport.detach();
    const { words, following, choice } = this;
    this.session.picture = { words, following, choice };
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#within = this.contains(document.activeElement);
    if (this.topology !== this.#newest) {
      this.#newest = this.topology;
      this.#arranging ??= this.#arrange().finally(() => (this.#arranging = undefined));
    }
    this.#chooseWatched();
    if (this.layout) {
      this.#viewport.beforeDraw(this.layout, this.session.view.value.maximized ? LARGEST : 1);
    }
  }

  protected override render(): TemplateResult {
    const t = this.texts.network;
    return html`
      <div class="picture-tools">
        <button class="quiet" type="button" aria-pressed=${this.words ? 'true' : 'false'} @click=${this.#turn}>
          ${this.words ? t.asPicture : t.asText}
        </button>
        <button class="quiet" type="button" aria-expanded=${this.following ? 'true' : 'false'} @click=${this.#follow}>
          ${this.texts.journey.open(this.session.journeys.value.length)}
        </button>
      </div>
      ${this.words ? nothing : this.#scales()}
      <div
        class="picture ${this.words ? '' : this.#viewport.fits ? 'fits' : 'scaled'}"
        tabindex="0"
        role="region"
        aria-label=${t.title}
        @keydown=${this.#key}
        @scroll=${this.#viewport.scroll}
        @wheel=${this.#viewport.wheel}
        @touchstart=${this.#viewport.touch}
        @touchmove=${this.#viewport.touch}
        @touchend=${this.#viewport.touch}
        @pointerdown=${this.#viewport.grab}
        @pointermove=${this.#viewport.drag}
      >
        ${this.words ? textView(this.topology, t) : this.#drawing()}
      </div>
      ${this.words ? nothing : this.#legend()}
      ${this.#scrubber()} ${this.#details() ?? this.#panel()}
    `;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // Set by script, because the page's policy forbids style attributes.
    for (const group of this.querySelectorAll<SVGGElement>('g[data-at]')) {
      group.style.transform = `translate(${group.dataset['at']})`;
    }
    this.#viewport.attach(this.querySelector('.picture')!);
    this.#viewport.afterDraw();
    if (this.following && changed.has('choice') && this.layout && this.drawn) {
      this.#travel(this.layout, this.drawn);
    }
    if (this.#within && document.activeElement === document.body) {
      (this.#back?.isConnected ? this.#back : this.querySelector<HTMLElement>('.picture'))?.focus();
    }
    this.#back = null;
  }

  /** Animates the frame to the selected hop, and scrolls to it. */
  #travel(layout: Layout, drawn: Topology): void {
    const dot = this.querySelector<SVGElement>('.moving-frame');
    if (dot && this.#journey) {
      this.#animation.go(dot, segmentsTo(this.#journey, this.choice.hop, drawn), layout);
      this.querySelector('.here')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }

  /** Lays out one topology at a time; of those that arrive meanwhile only the newest is used. */
  async #arrange(): Promise<void> {
    const t = this.texts.network;
    while (this.#maker && this.#newest && this.drawn !== this.#newest) {
      const topology = this.#newest;
      try {
        const heading = (id: string): string =>
          namespaceName(
            topology.namespaces.find((namespace) => namespace.id === id),
            t,
          );
        this.layout = await this.#maker.of(topology, heading, this.clientWidth > this.clientHeight ? 'wide' : 'high');
        this.drawn = topology;
      } catch (error) {
        // The text view still works.
        console.error('The picture could not be laid out', error);
        this.words = true;
        return;
      }
    }
  }

  #scales(): TemplateResult {
    const t = this.texts.network;
    const { maximized } = this.session.view.value;
    const button = (sign: string, label: string, press: () => void, pressed?: boolean): TemplateResult => html`<button
      class="quiet"
      type="button"
      aria-label=${label}
      title=${label}
      aria-pressed=${pressed === undefined ? nothing : pressed ? 'true' : 'false'}
      @click=${press}
    >
      ${sign}
    </button>`;
    return html`<div class="picture-scale" role="group" aria-label=${t.scale}>
      ${button('−', t.smaller, () => this.#viewport.step(-1))}
      ${button(t.fit, t.fitHint, () => this.#viewport.fit(), this.#viewport.fits)}
      ${button('+', t.larger, () => this.#viewport.step(1))}
      <button class="quiet maximize" type="button" @click=${this.#maximize}>${maximized ? t.restore : t.maximize}</button>
    </div>`;
  }

  /** The icons' meanings; for screen readers each device has its own description. */
  #legend(): TemplateResult {
    const t = this.texts.network;
    const states = ['up', 'waiting', 'down'] as const;
    return html`<p class="picture-legend" aria-hidden="true">
      ${states.map(
        (state) => html`<span class=${state}
          ><svg viewBox="0 0 12 12">${stateIcon(state, 6, 6)}</svg>${t.conditions[state]}</span
        >`,
      )}
    </p>`;
  }

  readonly #maximize = (): void => {
    this.session.maximize(!this.session.view.value.maximized);
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() === 'f' && !event.ctrlKey && !event.metaKey && !event.altKey && this.session.view.value.network) {
      event.preventDefault();
      this.#maximize();
    } else {
      this.#viewport.key(event);
    }
  };

  readonly #turn = (): void => {
    this.words = !this.words;
  };

  readonly #follow = (): void => {
    this.following = !this.following;
    this.chosen = undefined;
    if (this.following) {
      this.#choose(this.session.journeys.value.at(-1)?.number);
    }
  };

  readonly #unfollow = (): void => {
    this.#back = this.querySelector<HTMLElement>('.picture-tools [aria-expanded]');
    this.#follow();
  };

  get #journey(): Journey | undefined {
    const all = this.session.journeys.value;
    return this.following ? (all.find(({ number }) => number === this.choice.frame) ?? all.at(-1)) : undefined;
  }

  #choose(frame: number | undefined): void {
    this.choice = chosenFrame(frame);
  }

  /** Displays the first frame of a new watch. */
  #chooseWatched(): void {
    const { journeys, watching } = this.session;
    if (begins(this.#watching, watching.value)) {
      this.choice = watchBegun(this.choice, journeys.value);
    }
    this.#watching = watching.value;
    this.choice = choiceAmong(this.choice, journeys.value);
  }

  #scrub(hop: number): void {
    this.choice = { ...this.choice, hop };
  }

  #scrubber(): TemplateResult | typeof nothing {
    return this.#journey
      ? html`<pb-scrubber
          .journey=${this.#journey}
          .at=${this.#at}
          @scrubbed=${(event: Scrubbed) => this.#scrub(event.at)}
        ></pb-scrubber>`
      : nothing;
  }

  /** The selected hop; another frame may have fewer. */
  get #at(): number {
    return Math.min(this.choice.hop, (this.#journey?.hops.length ?? 1) - 1);
  }

  #panel(): TemplateResult | typeof nothing {
    return this.following
      ? html`<pb-journey
          .journeys=${this.session.journeys.value}
          .journey=${this.#journey}
          .watching=${this.session.watching.value}
          .topology=${this.topology}
          .at=${this.#at}
          @frame-chosen=${(event: FrameChosen) => this.#choose(event.number)}
          @scrubbed=${(event: Scrubbed) => this.#scrub(event.at)}
          @close=${this.#unfollow}
          @keydown=${(event: KeyboardEvent) => escaped(event) && this.#unfollow()}
        ></pb-journey>`
      : nothing;
  }

  #drawing(): TemplateResult | typeof nothing {
    const { layout, drawn } = this;
    if (!layout || !drawn) {
      return nothing;
    }
    const failing = failuresById(drawn, this.lab.verdicts);
    const devices = drawn.namespaces.flatMap((namespace) => namespace.devices);
    const markers = this.#journey && hopMarkers(this.#journey, this.#at, drawn, layout, this.#viewport.scale);
    const { scale } = this.#viewport;
    const visited = this.#journey ? visits(this.#journey, this.#journey.hops.length - 1) : new Map<string, readonly number[]>();
    return html`<svg
      class="drawing ${scale > FAR ? '' : 'far'}"
      width=${layout.width * scale}
      height=${layout.height * scale}
      viewBox="0 0 ${layout.width} ${layout.height}"
      role="group"
      aria-label=${this.texts.network.drawing(drawn.namespaces.length, devices.length)}
    >
      ${repeat(
        drawn.namespaces,
        ({ id }) => id,
        (namespace) => this.#namespace(namespace, layout, failing.get(namespace.id)),
      )}
      ${repeat(
        devices.filter((device) => device.bridge),
        ({ id }) => id,
        (device) => this.#port(device, layout),
      )}
      ${repeat(
        drawn.wires,
        ({ from, to }) => wireOf(from, to),
        (wire) => this.#wire(drawn, wire.from, wire.to, layout),
      )}
      ${markers?.path}
      ${repeat(
        devices,
        ({ id }) => id,
        (device) => this.#device(device, layout, failing.get(device.id), visited.get(device.id)?.length ?? 0),
      )}
      ${markers?.marks}
    </svg>`;
  }

  #namespace(namespace: Namespace, layout: Layout, failure: Diagnosis | undefined): SVGTemplateResult | typeof nothing {
    const box = layout.boxes.get(namespace.id);
    return box
      ? svg`<g class="namespace ${namespace.kind} ${failure ? 'failing' : ''}" data-at="${box.x}px, ${box.y}px">
          ${namespace.kind === 'init' ? svg`<title>${this.texts.network.initMeans}</title>` : nothing}
          <rect width=${box.width} height=${box.height} rx="6" />
          ${namespaceLabel(namespace, namespaceName(namespace, this.texts.network), box, this.#viewport.scale)}
        </g>`
      : nothing;
  }

  #port(device: Device, layout: Layout): SVGTemplateResult {
    const quiet = device.portState !== 'forwarding';
    return svg`<path class="port ${quiet ? 'quiet-port' : ''}" d=${layout.paths.get(portOf(device.id)) ?? ''} />`;
  }

  #wire(drawn: Topology, from: string, to: string, layout: Layout): SVGTemplateResult {
    const ends = drawn.namespaces.flatMap((namespace) => namespace.devices).filter(({ id }) => id === from || id === to);
    const style = ends.map(({ name }) => this.session.cables.find(name)?.style).find((found) => found !== undefined);
    const live = ends.every((device) => condition(device) === 'up');
    const d = layout.paths.get(wireOf(from, to)) ?? '';
    return svg`<path class="wire ${style === undefined ? '' : `cable style${style}`} ${live ? '' : 'dead'}" d=${d} />`;
  }

  #device(device: Device, layout: Layout, failure: Diagnosis | undefined, hops: number): SVGTemplateResult | typeof nothing {
    const box = layout.boxes.get(device.id);
    if (!box) {
      return nothing;
    }
    const t = this.texts.network;
    const cable = this.session.cables.find(device.name);
    const state = condition(device);
    const description = [t.conditions[state], ...(failure ? [t.failing] : [])].join(', ');
    return svg`<g
      class="device ${device.kind} ${state} ${failure ? 'failing' : ''} ${cable ? `cable style${cable.style}` : ''}"
      data-at="${box.x}px, ${box.y}px"
      data-device=${device.name}
      role="button"
      tabindex="0"
      aria-description=${description}
      aria-pressed=${this.chosen === device.id ? 'true' : 'false'}
      @click=${() => this.#open(device.id)}
      @keydown=${(event: KeyboardEvent) => this.#press(event, device.id)}
    >
      <rect width=${box.width} height=${box.height} rx="4" />
      ${deviceLabel(device, box, this.#viewport.scale, marksWidth(box.width, hops, this.#viewport.scale))}
    </g>`;
  }

  #open(id: string): void {
    this.chosen = this.chosen === id ? undefined : id;
  }

  /** By keyboard, moves the focus to the opened details, which come after all devices. */
  async #enter(): Promise<void> {
    await this.updateComplete;
    const details = this.querySelector<PbDevice>('pb-device');
    await details?.updateComplete;
    details?.querySelector<HTMLElement>('.details')?.focus();
  }

  readonly #close = (): void => {
    this.#back = this.querySelector<SVGElement>('.device[aria-pressed="true"]');
    this.chosen = undefined;
  };

  #press(event: KeyboardEvent, id: string): void {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#open(id);
      void this.#enter();
    } else if (this.chosen && escaped(event)) {
      this.chosen = undefined;
    }
  }

  #details(): TemplateResult | undefined {
    const namespace = this.topology.namespaces.find(({ devices }) => devices.some(({ id }) => id === this.chosen));
    const device = namespace?.devices.find(({ id }) => id === this.chosen);
    if (!namespace || !device) {
      return undefined;
    }
    return html`<pb-device
      .namespace=${namespace}
      .device=${device}
      .failure=${failuresById(this.topology, this.lab.verdicts).get(device.id)}
      @close=${this.#close}
      @keydown=${(event: KeyboardEvent) => escaped(event) && this.#close()}
    ></pb-device>`;
  }
}

/** Whether Escape should close something in here, and nothing around it. */
function escaped(event: KeyboardEvent): boolean {
  if (event.key !== 'Escape') {
    return false;
  }
  event.preventDefault();
  return true;
}

customElements.define('pb-topology', PbTopology);
