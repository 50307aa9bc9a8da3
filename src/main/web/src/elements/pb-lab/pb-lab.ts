import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { keep, kept } from '../../kept/kept.ts';
import { pageShortcut, type PageShortcut } from '../../keys/shortcuts.ts';
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
import '../pb-splitter/pb-splitter.ts';
import type { ShareChange } from '../pb-splitter/pb-splitter.ts';
import { shareFrom } from '../pb-splitter/share.ts';
import '../pb-steps/pb-steps.ts';
import type { PbSteps } from '../pb-steps/pb-steps.ts';
import '../pb-terminals/pb-terminals.ts';
import type { PbTerminals } from '../pb-terminals/pb-terminals.ts';
import { Announcer } from './announcer.ts';

const LESSON_WIDTH = 'lesson-width';
const LESSON_BOUNDS = { least: 25, most: 70 };
const READING = 'reading';

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
    this.#announcer = new Announcer(session);
    this.said = '';
    this.reading = kept(READING) === 'yes';
    this.width = shareFrom(kept(LESSON_WIDTH), LESSON_BOUNDS);
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
      ['waiting', 'starting', 'rewinding'].includes(phase) || (phase !== 'ready' && this.lab.terminals.length === 0);
    return html`
      ${this.#connection()}
      ${this.lab.edition ? html`<pb-author></pb-author>` : nothing}
      <pb-provisioning brief></pb-provisioning>
      <div class="places" data-place=${view.place}>
        <section class="lesson" aria-label=${t.lesson} tabindex="-1"><pb-steps></pb-steps></section>
        <pb-splitter
          .label=${t.splitter}
          .bounds=${LESSON_BOUNDS}
          .share=${this.#percent()}
          @pb-share=${this.#share}
        ></pb-splitter>
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
      return html`<div class="connection"><span>${t.reconnecting}</span></div>`;
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
      // On a narrow page the button stands in a menu; once that is closed, the focus comes back to what opened it.
      event.target.closest<HTMLElement>('[popover]')?.hidePopover();
      this.#showKeys();
    }
  };

  readonly #read = (event: Event): void => {
    this.reading = (event.target as PbKeys).reading;
    keep(READING, this.reading ? 'yes' : 'no');
  };

  readonly #share = ({ percent, settled }: ShareChange): void => {
    this.width = percent;
    if (settled) {
      keep(LESSON_WIDTH, `${Math.round(percent)}`);
    }
  };

  readonly #key = (event: KeyboardEvent): void => {
    const asked = pageShortcut(event);
    if (document.querySelector('dialog:modal')) {
      return;
    }
    if (asked) {
      event.preventDefault();
      this.#do(asked);
    } else if (event.key === '?' && !isWriting(event.target)) {
      event.preventDefault();
      this.#showKeys();
    }
  };

  #do(asked: PageShortcut): void {
    const terminals = this.querySelector<PbTerminals>('pb-terminals');
    switch (asked.does) {
      case 'step':
        this.querySelector<PbSteps>('pb-steps')?.move(asked.by);
        break;
      case 'terminal': {
        const terminal = this.lab.terminals[asked.number - 1];
        if (terminal) {
          this.session.showTerminal(terminal.id);
        }
        break;
      }
      case 'lesson':
        this.session.view.set({ ...this.session.view.value, place: 'lesson' });
        void this.updateComplete.then(() => this.querySelector<HTMLElement>('.step-title')?.focus());
        break;
      case 'terminals':
        this.#onwards(terminals);
        break;
      case 'split':
        terminals?.split();
        break;
      case 'search':
        terminals?.search();
        break;
    }
  }

  /** From terminal to tabs, from there to what stands below, which Tab can't reach past a terminal. */
  #onwards(terminals: PbTerminals | null): void {
    const focused = document.activeElement;
    const below = [...this.querySelectorAll<HTMLElement>('.network-handle, .place-bar [aria-pressed="true"]')];
    const next = focused?.closest('.tab-bar') ? below.find((one) => one.checkVisibility()) : undefined;
    if (focused?.closest('.shell')) {
      terminals?.toTab();
    } else if (next) {
      next.focus();
    } else {
      terminals?.enter();
    }
  }
}

/** Whether a key pressed there is a character that someone writes. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('textarea, select, input:not([type="radio"])') !== null;
}

customElements.define('pb-lab', PbLab);
