import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { keep, kept } from '../../kept/kept.ts';
import { pageShortcut, type PageShortcut } from '../../keys/shortcuts.ts';
import { LabElement, SessionRequest } from '../../lab/lab-element.ts';
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
import { KeptShare } from '../pb-splitter/kept-share.ts';
import '../pb-steps/pb-steps.ts';
import type { PbSteps } from '../pb-steps/pb-steps.ts';
import '../pb-terminals/pb-terminals.ts';
import type { PbTerminals } from '../pb-terminals/pb-terminals.ts';
import { TaskRequest } from '../pb-verdict/pb-verdict.ts';
import { Announcer } from './announcer.ts';

const READING = 'reading';

/**
 * Must match the style sheet: on a high, narrow page, such as a tablet held upright, the lesson is above the terminal.
 */
const STACKED = '(min-width: 700px) and (max-width: 860px) and (min-height: 900px)';

/** The lab page: lesson beside terminals, above them on a tablet, or one at a time on small screens. */
export class PbLab extends LabElement {
  static override properties = {
    stacked: { state: true },
    reading: { state: true },
    said: { state: true },
  };

  /** Whether lesson and terminals are above each other. */
  declare private stacked: boolean;
  declare private reading: boolean;
  /** The last announcement to screen readers. */
  declare private said: string;
  readonly #room = matchMedia(STACKED);
  readonly #lessonWidth = new KeptShare(this, {
    name: 'lesson-width',
    bounds: { least: 25, most: 70 },
    place: '.places',
    first: '.lesson',
    direction: 'beside',
    property: '--lesson',
  });
  readonly #lessonHeight = new KeptShare(this, {
    name: 'lesson-height',
    bounds: { least: 20, most: 75 },
    place: '.places',
    first: '.lesson',
    direction: 'stacked',
    property: '--lesson-height',
  });
  readonly #terminalsHeight = new KeptShare(this, {
    name: 'terminals-height',
    bounds: { least: 15, most: 80 },
    place: '.machine-area',
    first: '.machine-area > pb-terminals',
    direction: 'stacked',
    property: '--terminals',
  });
  #own: LabSession | undefined;
  #announcer: Announcer | undefined;

  override connectedCallback(): void {
    // Remove the server's rendering of the initial state.
    this.replaceChildren();
    const session = new LabSession(this.getAttribute('lab') ?? '', languageOf(this.getAttribute('lang')));
    this.#own = session;
    this.#announcer = new Announcer(session);
    this.said = '';
    this.reading = kept(READING) === 'yes';
    this.stacked = this.#room.matches;
    this.#room.addEventListener('change', this.#resized);
    this.addEventListener(SessionRequest.NAME, this.#answer);
    this.addEventListener(TaskRequest.NAME, this.#toTask);
    document.addEventListener('keydown', this.#key);
    document.addEventListener('click', this.#click);
    super.connectedCallback();
    session.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#room.removeEventListener('change', this.#resized);
    this.removeEventListener(SessionRequest.NAME, this.#answer);
    this.removeEventListener(TaskRequest.NAME, this.#toTask);
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
    const covered = ['waiting', 'starting', 'rewinding'].includes(phase) || (phase !== 'ready' && this.lab.terminals.length === 0);
    return html`
      ${this.#connection()}
      ${this.lab.edition ? html`<pb-author></pb-author>` : nothing}
      <pb-provisioning brief></pb-provisioning>
      <div class="places" data-place=${view.place} ?data-maximized=${view.network && view.maximized}>
        <section class="lesson" aria-label=${t.lesson} tabindex="-1"><pb-steps></pb-steps></section>
        ${this.#splitter(this.stacked ? this.#lessonHeight : this.#lessonWidth, this.stacked ? 'stacked' : 'beside', t.splitter)}
        <section class="machine-area" aria-label=${t.terminal}>
          <pb-provisioning></pb-provisioning>
          ${
            !covered || isComing(phase)
              ? html`<pb-terminals ?covered=${covered} ?reading=${this.reading}></pb-terminals>
                ${view.network && !covered ? this.#splitter(this.#terminalsHeight, 'stacked', t.networkSplitter) : nothing}
                <pb-network ?covered=${covered}></pb-network>`
              : nothing
          }
        </section>
        <pb-notices></pb-notices>
      </div>
      <nav class="place-bar" aria-label=${t.places}>
        ${
          this.stacked
            ? this.#placeButton('lesson', t.both, view.place !== 'network')
            : html`${this.#placeButton('lesson', t.lesson)} ${this.#placeButton('terminal', t.terminal)}`
        }
        ${this.#placeButton('network', t.network)}
      </nav>
      <pb-keys ?reading=${this.reading} @reading=${this.#read}></pb-keys>
      <p class="visually-hidden" role="status" aria-live="polite">${this.said}</p>
    `;
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

  /** Without a chosen share the style sheet decides, so it is measured before a key changes it. */
  #splitter(share: KeptShare, direction: 'beside' | 'stacked', label: string): TemplateResult {
    return html`<pb-splitter
      direction=${direction}
      .label=${label}
      .bounds=${share.bounds}
      .share=${share.percent}
      @focus=${() => this.requestUpdate()}
      @pb-share=${share.changed}
    ></pb-splitter>`;
  }

  #placeButton(place: View['place'], label: string, here = this.session.view.value.place === place): TemplateResult {
    return html`<button
      type="button"
      data-to=${place}
      aria-pressed=${here ? 'true' : 'false'}
      @click=${() => this.session.view.set({ ...this.session.view.value, place })}
    >
      ${label}
    </button>`;
  }

  readonly #resized = (): void => {
    this.stacked = this.#room.matches;
  };

  readonly #toTask = (event: Event): void => {
    if (event instanceof TaskRequest) {
      void this.querySelector<PbSteps>('pb-steps')?.show(event.task);
    }
  };

  readonly #answer = (event: Event): void => {
    if (event instanceof SessionRequest) {
      event.session = this.#own;
      event.stopPropagation();
    }
  };

  /** The button for the list of shortcuts is in the page's bar, outside this element. */
  readonly #click = (event: Event): void => {
    if (event.target instanceof Element && event.target.closest('[data-keys]')) {
      // On a narrow page the button is in a menu; closing it returns the focus to the menu's button.
      event.target.closest<HTMLElement>('[popover]')?.hidePopover();
      this.#showKeys();
    }
  };

  readonly #read = (event: Event): void => {
    this.reading = (event.target as PbKeys).reading;
    keep(READING, this.reading ? 'yes' : 'no');
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

  /** Moves the focus from terminal to tabs, and from there below, where Tab can't leave a terminal. */
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

/** Whether a key typed there is text input. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('textarea, select, input:not([type="radio"])') !== null;
}

customElements.define('pb-lab', PbLab);
