import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { LabElement, LabQuestion } from '../../lab/lab-element.ts';
import { isComing } from '../../lab/lab-state.ts';
import { LabSession, type View } from '../../lab/session.ts';
import { languageOf } from '../../texts/texts.ts';
import '../pb-author/pb-author.ts';
import '../pb-keys/pb-keys.ts';
import type { PbKeys } from '../pb-keys/pb-keys.ts';
import '../pb-network/pb-network.ts';
import '../pb-notices/pb-notices.ts';
import '../pb-provisioning/pb-provisioning.ts';
import '../pb-steps/pb-steps.ts';
import type { PbSteps } from '../pb-steps/pb-steps.ts';
import '../pb-terminals/pb-terminals.ts';
import { Announcer } from './announcer.ts';
import { keepReading, keptReading } from './reading.ts';
import { keepWidth, keptWidth, NARROWEST, WIDEST, widthByKey, widthByPointer } from './splitter.ts';

/** The lab page: lesson beside terminals, or one of them at a time where there is no room. */
export class PbLab extends LabElement {
  static override properties = {
    width: { state: true },
    reading: { state: true },
    said: { state: true },
  };

  declare private width: number | undefined;
  declare private reading: boolean;
  /** The last thing told to screen readers. */
  declare private said: string;
  #own: LabSession | undefined;
  #announcer: Announcer | undefined;

  override connectedCallback(): void {
    // What the server drew is a picture of this element's first frame.
    this.replaceChildren();
    const session = new LabSession(this.getAttribute('lab') ?? '', languageOf(this.getAttribute('lang')));
    this.#own = session;
    this.#announcer = new Announcer(session, this);
    this.said = '';
    this.reading = keptReading();
    this.width = keptWidth();
    this.addEventListener(LabQuestion.NAME, this.#answer);
    document.addEventListener('keydown', this.#key);
    document.addEventListener('click', this.#click);
    super.connectedCallback();
    session.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener(LabQuestion.NAME, this.#answer);
    document.removeEventListener('keydown', this.#key);
    document.removeEventListener('click', this.#click);
    this.#own?.end();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.said = this.#announcer?.news() ?? this.said;
  }

  protected override render(): TemplateResult {
    const t = this.texts.lab;
    const view = this.session.view.value;
    const { phase } = this.lab.provisioning;
    const covered =
      phase === 'waiting' || phase === 'starting' || (phase !== 'ready' && this.lab.terminals.length === 0);
    return html`
      ${this.#connection()}
      ${this.lab.edition ? html`<pb-author></pb-author>` : nothing}
      <div class="places" data-place=${view.place}>
        <section class="lesson" aria-label=${t.lesson} tabindex="-1"><pb-steps></pb-steps></section>
        <div
          class="splitter"
          role="separator"
          tabindex="0"
          aria-orientation="vertical"
          aria-label=${t.splitter}
          aria-valuemin=${NARROWEST}
          aria-valuemax=${WIDEST}
          aria-valuenow=${Math.round(this.#percent())}
          @keydown=${this.#splitterKey}
          @pointerdown=${this.#grab}
        ></div>
        <section class="bench" aria-label=${t.terminal}>
          <pb-provisioning></pb-provisioning>
          ${!covered || isComing(phase)
            ? html`<pb-terminals ?covered=${covered} ?reading=${this.reading}></pb-terminals>
                <pb-network ?covered=${covered}></pb-network>`
            : nothing}
        </section>
        <pb-notices></pb-notices>
      </div>
      <nav class="place-bar" aria-label=${t.places}>
        ${this.#placeButton('lesson', t.lesson)} ${this.#placeButton('terminal', t.terminal)}
        ${this.#placeButton('network', t.network)}
      </nav>
      <pb-keys ?reading=${this.reading} @reading=${this.#read}></pb-keys>
      <p class="unseen" role="status" aria-live="polite">${this.said}</p>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.width !== undefined) {
      this.querySelector<HTMLElement>('.places')?.style.setProperty('--lesson', `${this.width}%`);
    }
  }

  #showKeys(): void {
    this.querySelector<PbKeys>('pb-keys')?.open();
  }

  #connection(): TemplateResult {
    const t = this.texts.lab;
    if (this.session.gone.value) {
      return html`<div class="connection" role="alert">
        <span>${t.gone}</span> <a class="quiet" href="/">${t.toCourse}</a>
      </div>`;
    }
    if (this.lab.known && !this.lab.connected) {
      return html`<div class="connection" role="status"><span>${t.reconnecting}</span></div>`;
    }
    return html``;
  }

  #placeButton(place: View['place'], label: string): TemplateResult {
    const here = this.session.view.value.place === place;
    return html`<button
      type="button"
      aria-pressed=${here ? 'true' : 'false'}
      @click=${() => this.session.view.set({ ...this.session.view.value, place })}
    >
      ${label}
    </button>`;
  }

  #percent(): number {
    if (this.width !== undefined) {
      return this.width;
    }
    const places = this.querySelector('.places')?.clientWidth ?? 0;
    const lesson = this.querySelector('.lesson')?.clientWidth ?? 0;
    return places > 0 ? (lesson / places) * 100 : 42;
  }

  readonly #answer = (event: Event): void => {
    if (event instanceof LabQuestion) {
      event.session = this.#own;
      event.stopPropagation();
    }
  };

  /** The button for the list of shortcuts stands in the page's bar, outside this element. */
  readonly #click = (event: Event): void => {
    if (event.target instanceof Element && event.target.closest('[data-keys]')) {
      this.#showKeys();
    }
  };

  readonly #read = (event: Event): void => {
    this.reading = (event.target as PbKeys).reading;
    keepReading(this.reading);
  };

  readonly #splitterKey = (event: KeyboardEvent): void => {
    const width = event.ctrlKey ? undefined : widthByKey(event.key, this.#percent());
    if (width !== undefined) {
      event.preventDefault();
      this.width = width;
      keepWidth(width);
    }
  };

  readonly #grab = (event: PointerEvent): void => {
    const splitter = event.currentTarget as HTMLElement;
    const box = this.querySelector('.places')!.getBoundingClientRect();
    splitter.setPointerCapture(event.pointerId);
    const move = ({ clientX }: PointerEvent): void => {
      this.width = widthByPointer(clientX, box);
    };
    splitter.addEventListener('pointermove', move);
    splitter.addEventListener(
      'lostpointercapture',
      () => {
        splitter.removeEventListener('pointermove', move);
        if (this.width !== undefined) {
          keepWidth(this.width);
        }
      },
      { once: true },
    );
  };

  readonly #key = (event: KeyboardEvent): void => {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    if (event.ctrlKey && event.shiftKey && digit) {
      const terminal = this.lab.terminals[Number(digit) - 1];
      if (terminal) {
        this.session.showTerminal(terminal.id);
      }
    } else if (event.ctrlKey && event.shiftKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      this.querySelector<PbSteps>('pb-steps')?.move(event.key === 'ArrowUp' ? -1 : 1);
    } else if (event.ctrlKey && event.shiftKey && event.key === 'ArrowLeft') {
      this.session.view.set({ ...this.session.view.value, place: 'lesson' });
      this.querySelector<HTMLElement>('.step-title')?.focus();
    } else if (event.key === '?' && !isWriting(event.target)) {
      this.#showKeys();
    } else {
      return;
    }
    event.preventDefault();
  };
}

/** Whether a key pressed there is a character that someone writes. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('textarea, select, input:not([type="radio"])') !== null;
}

customElements.define('pb-lab', PbLab);
