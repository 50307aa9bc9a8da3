import { html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { readCast, widest, type Cast } from '../../replay/cast.ts';
import { lastNotAfter, Timeline } from '../../replay/timeline.ts';
import { languageOf, locale, textsOf, type Language, type Texts } from '../../texts/texts.ts';
import { isDark, watchTheme } from '../../theme/theme.ts';
import { RecordingPlayer } from './recording-player.ts';

/** Longer pauses are shortened to this, in seconds. */
const LONGEST_PAUSE = 2;
const SPEEDS = [1, 2, 4];
/** Interval for updating the position during playback, in milliseconds. */
const PACE = 100;

/** An entry of the page's list: a link to a position in the recording. */
interface Moment {
  readonly at: number;
  readonly link: HTMLAnchorElement;
}

/** Plays a recording, and highlights the current entry in the page's list. */
export class PbReplay extends LitElement {
  static override properties = {
    src: { type: String },
    state: { state: true },
    playing: { state: true },
    at: { state: true },
    speed: { state: true },
  };

  declare src: string;
  declare private state: 'loading' | 'ready' | 'empty' | 'failed';
  declare private playing: boolean;
  /** The playback position in seconds. */
  declare private at: number;
  declare private speed: number;

  readonly #language: Language = languageOf(document.documentElement.lang);
  readonly #place = document.createElement('div');
  #cast: Cast | undefined;
  #timeline = new Timeline([], LONGEST_PAUSE);
  #player: RecordingPlayer | undefined;
  #moments: readonly Moment[] = [];
  #clock: number | undefined;
  #unwatch: (() => void) | undefined;

  constructor() {
    super();
    this.state = 'loading';
    this.playing = false;
    this.at = 0;
    this.speed = 1;
    this.#place.className = 'place';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unwatch = watchTheme(this.#restart);
    window.addEventListener('hashchange', this.#jump);
    document.addEventListener('click', this.#clicked);
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch?.();
    window.removeEventListener('hashchange', this.#jump);
    document.removeEventListener('click', this.#clicked);
    window.clearInterval(this.#clock);
    this.#player?.end();
  }

  protected override render(): TemplateResult {
    const t = this.#texts;
    if (this.state === 'failed') {
      return html`<p role="alert">${t.failed} <button class="quiet" type="button" @click=${this.#again}>${t.retry}</button></p>`;
    }
    if (this.state === 'empty') {
      return html`<p>${t.empty}</p>`;
    }
    return html`
      <div class="frame">${this.#place}</div>
      ${this.state === 'loading' ? html`<p role="status">${t.loading}</p>` : this.#controls()}
    `;
  }

  #controls(): TemplateResult {
    const t = this.#texts;
    const recorded = this.#timeline.recorded(this.at);
    const moment = this.#momentAt(recorded);
    const time = this.#time(recorded);
    const duration = this.#timeline.duration;
    return html`
      <div class="controls" role="group" aria-label=${t.controls}>
        <button class="button play" type="button" @click=${this.#toggle}>${this.playing ? t.pause : t.play}</button>
        <button class="step" type="button" aria-label=${t.back} title=${t.back} ?disabled=${!moment} @click=${() => this.#by(-1)}>‹</button>
        <button class="step" type="button" aria-label=${t.forth} title=${t.forth} ?disabled=${!this.#after(recorded)} @click=${() => this.#by(1)}>›</button>
        <span class="along">
          <svg class="ticks" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">${this.#ticks()}</svg>
          <input
            type="range"
            min="0"
            max=${duration}
            step="0.1"
            .value=${`${this.at}`}
            aria-label=${t.along}
            aria-valuetext=${[time, this.#words(moment)].filter(Boolean).join(', ')}
            @input=${(event: Event) => void this.#to(Number((event.target as HTMLInputElement).value))}
          />
        </span>
        <span class="clock"><time>${time}</time> <span class="played">${span(this.at)} / ${span(duration)}</span></span>
        <label class="speed">
          ${t.speed}
          <select @change=${this.#chooseSpeed}>
            ${SPEEDS.map((speed) => html`<option value=${speed} ?selected=${speed === this.speed}>${speed}×</option>`)}
          </select>
        </label>
      </div>
      <p class="now" role="status">${this.playing ? nothing : this.#words(moment)}</p>
    `;
  }

  /** Marks verdicts and steps on the time line; commands are too many. */
  #ticks(): TemplateResult[] {
    const duration = this.#timeline.duration || 1;
    return this.#moments
      .filter(({ link }) => !link.closest('.command'))
      .map(({ at, link }) => {
        const x = (this.#timeline.played(at) / duration) * 1000;
        return svg`<line class=${link.closest('li')?.className ?? ''} x1=${x} x2=${x} y1="0" y2="8" />`;
      });
  }

  get #texts(): Texts['replay'] {
    return textsOf(this.#language).replay;
  }

  readonly #load = async (): Promise<void> => {
    this.state = 'loading';
    try {
      const [answer] = await Promise.all([fetch(this.src), document.fonts.load('1em "Atkinson Hyperlegible Mono Variable"')]);
      this.#cast = answer.ok ? readCast(await answer.text()) : undefined;
    } catch {
      this.#cast = undefined;
    }
    if (!this.#cast) {
      this.state = 'failed';
      return;
    }
    const times = this.#cast.events.map(([at]) => at);
    this.#timeline = new Timeline(times, LONGEST_PAUSE);
    this.#moments = [...document.querySelectorAll<HTMLAnchorElement>('.moments a[href^="#t="]')].map((link) => ({
      at: asked(link.hash) ?? 0,
      link,
    }));
    this.state = this.#cast.events.some(([, code]) => code === 'o') ? 'ready' : 'empty';
    if (this.state === 'ready') {
      await this.updateComplete;
      // The widest terminal must be legible, and the narrowest not too large.
      this.#place.style.setProperty('--columns', `${widest(this.#cast)}`);
      await this.#begin(this.#timeline.played(asked(location.hash) ?? times[0] ?? 0));
    }
  };

  /** The pressed button is gone and had the focus. */
  readonly #again = async (): Promise<void> => {
    await this.#load();
    await this.updateComplete;
    if (document.activeElement === document.body) {
      this.querySelector<HTMLElement>('button')?.focus();
    }
  };

  async #begin(at: number): Promise<void> {
    if (this.#cast) {
      this.#player = new RecordingPlayer(this.#place, this.#cast, this.#timeline, {
        speed: this.speed,
        dark: isDark(),
        label: this.#texts.screen,
        playing: this.#plays,
      });
      await this.#to(at);
    }
  }

  /** The player reads colours and speed only at its start. */
  readonly #restart = async (): Promise<void> => {
    if (this.#player) {
      const { at } = this.#player;
      const { playing } = this;
      this.#player.end();
      this.#plays(false);
      await this.#begin(at);
      if (playing) {
        this.#player.play();
      }
    }
  };

  readonly #plays = (plays: boolean): void => {
    this.playing = plays;
    window.clearInterval(this.#clock);
    this.#follow();
    if (plays) {
      this.#clock = window.setInterval(() => this.#follow(), PACE);
    }
  };

  #follow(): void {
    this.at = this.#player?.at ?? this.at;
    const now = this.#momentAt(this.#timeline.recorded(this.at));
    for (const { link } of this.#moments) {
      if (link === now?.link) {
        link.setAttribute('aria-current', 'true');
      } else {
        link.removeAttribute('aria-current');
      }
    }
    const list = now?.link.closest('ol');
    if (now && list && list.scrollHeight > list.clientHeight && !list.contains(document.activeElement)) {
      const item = now.link.getBoundingClientRect();
      const shown = list.getBoundingClientRect();
      list.scrollTop += Math.min(0, item.top - shown.top) + Math.max(0, item.bottom - shown.bottom);
    }
  }

  async #to(at: number): Promise<void> {
    await this.#player?.to(at);
    this.#follow();
  }

  #momentAt(recorded: number): Moment | undefined {
    const index = lastNotAfter(
      this.#moments.map(({ at }) => at),
      recorded,
    );
    const moment = this.#moments[index];
    return moment && moment.at <= recorded ? moment : undefined;
  }

  #after(recorded: number): Moment | undefined {
    return this.#moments.find(({ at }) => at > recorded);
  }

  #by(steps: 1 | -1): void {
    const recorded = this.#timeline.recorded(this.at);
    const now = this.#momentAt(recorded);
    const before = this.#moments.filter(({ at }) => at < (now?.at ?? 0)).at(-1);
    const target = steps > 0 ? this.#after(recorded) : now && recorded - now.at > 1 ? now : before;
    void this.#to(this.#timeline.played(target?.at ?? 0));
  }

  readonly #toggle = (): void => {
    if (this.playing) {
      this.#player?.pause();
    } else {
      this.#player?.play();
    }
  };

  readonly #chooseSpeed = (event: Event): void => {
    this.speed = Number((event.target as HTMLSelectElement).value);
    void this.#restart();
  };

  readonly #jump = (): void => {
    const at = asked(location.hash);
    if (at !== undefined) {
      void this.#to(this.#timeline.played(at));
      this.scrollIntoView({ block: 'nearest' });
    }
  };

  /** Following a link to the current position fires no hashchange event. */
  readonly #clicked = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link && link.hash === location.hash && this.#moments.some((moment) => moment.link === link)) {
      this.#jump();
    }
  };

  #words(moment: Moment | undefined): string {
    return moment?.link.querySelector(':scope > :not(time)')?.textContent ?? '';
  }

  #time(recorded: number): string {
    const at = new Date(((this.#cast?.began ?? 0) + recorded) * 1000);
    return at.toLocaleTimeString(locale(this.#language));
  }
}

/** The time in a URL's hash. */
function asked(hash: string): number | undefined {
  const named = /^#t=(\d{1,9}(?:\.\d{1,9})?)$/.exec(hash);
  return named ? Number(named[1]) : undefined;
}

function span(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${`${whole % 60}`.padStart(2, '0')}`;
}

customElements.define('pb-replay', PbReplay);
