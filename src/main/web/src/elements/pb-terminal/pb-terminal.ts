import { FitAddon } from '@xterm/addon-fit';
import type { Terminal } from '@xterm/xterm';
import { html, nothing, type LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { writtenKeys } from '../../keys/key-names.ts';
import { isMac } from '../../keys/platform.ts';
import { pageShortcut, terminalShortcut, type TerminalShortcut } from '../../keys/shortcuts.ts';
import { LabElement } from '../../lab/lab-element.ts';
import type { Prompt } from '../../lab/session.ts';
import type { Screen, TerminalClient, TerminalState } from '../../protocol/terminal-client.ts';
import { locale } from '../../texts/texts.ts';
import { isDark, watchTheme } from '../../theme/theme.ts';
import { copyText, textToPaste } from './clipboard.ts';
import { newScreen, screenFont } from './screen.ts';
import type { PbSearch } from './search-bar.ts';
import { SilenceTimer } from './silence-timer.ts';
import { terminalLine } from './terminal-line.ts';
import { terminalTheme } from './terminal-theme.ts';
import { changeTextSize, textSize, watchTextSize } from './text-size.ts';
import { bytesOf, withCtrl, type TouchKey } from './touch-keys.ts';
import { openAway, webAddress } from './web-address.ts';

/** Fired when new output was printed. */
export class OutputNews extends Event {
  static readonly NAME = 'pb-output';

  constructor() {
    super(OutputNews.NAME);
  }
}

/** Fired when the key after a sticky Ctrl was typed. */
export class CtrlUsed extends Event {
  static readonly NAME = 'pb-ctrl-used';

  constructor() {
    super(CtrlUsed.NAME);
  }
}

/** One shell of the learner's machine. */
export class PbTerminal extends LabElement implements Prompt {
  static override properties = {
    terminal: { type: String },
    name: { type: String },
    busy: { type: Boolean },
    slow: { type: Boolean },
    reading: { type: Boolean },
    rewound: { type: Boolean },
    shown: { type: Boolean },
    typed: { state: true },
    state: { state: true },
    searching: { state: true },
    link: { state: true },
    waits: { state: true },
    ctrl: { type: Boolean },
  };

  declare terminal: string;
  declare name: string;
  declare busy: boolean;
  /** Whether the running program is slow because the machine is emulated. */
  declare slow: boolean;
  /** Whether the output is announced to screen readers. */
  declare reading: boolean;
  /** Whether its shell was restored by a rewind. */
  declare rewound: boolean;
  /** Whether it is displayed. While it is not, its size is kept, so that programs get no resize. */
  declare shown: boolean;
  declare private typed: boolean;
  declare private state: TerminalState;
  declare private searching: boolean;
  /** The address of a clicked link, which may be opened. */
  declare private link: string | undefined;
  /** Where to show that the program is slow: away from the cursor. Undefined if there is no need. */
  declare private waits: 'above' | 'below' | undefined;
  /** Whether Ctrl applies to the next key. */
  declare ctrl: boolean;
  protected override inputs = (): readonly unknown[] => [];

  #screen: Terminal | undefined;
  #client: TerminalClient | undefined;
  #stops: readonly (() => void)[] = [];
  readonly #fit = new FitAddon();
  readonly #silence = new SilenceTimer((long) => {
    this.waits = long ? this.#awayFromCursor() : undefined;
  });
  readonly #resizes = new ResizeObserver(() => this.#refit());

  constructor() {
    super();
    this.state = 'connecting';
    this.typed = false;
    this.searching = false;
    this.ctrl = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#silence.end();
    this.#stops.forEach((stop) => stop());
    this.session.withdraw(this.terminal, this);
    this.#client?.end();
    this.#screen?.dispose();
  }

  waiting(): boolean {
    return this.state === 'live' && !this.busy && this.#screen?.modes.bracketedPasteMode === true;
  }

  insert(text: string): void {
    this.#screen?.paste(text);
  }

  /** Takes the focus as soon as it is displayed. */
  override focus(): void {
    const drawn = this.closest<LitElement>('pb-terminals')?.updateComplete;
    void Promise.resolve(drawn).then(() => this.#screen?.focus());
  }

  /** Opens or focuses the search bar. */
  async search(): Promise<void> {
    await import('./search-bar.ts');
    this.searching = true;
    await this.updateComplete;
    this.querySelector<PbSearch>('pb-search')?.begin();
  }

  /** Copies the selection; without one, selects the displayed text. */
  async copy(): Promise<void> {
    const screen = this.#screen;
    if (screen && !screen.hasSelection()) {
      const { viewportY } = screen.buffer.active;
      screen.selectLines(viewportY, viewportY + screen.rows - 1);
    }
    await copyText(screen?.getSelection().trimEnd() ?? '');
  }

  /** Sends a key of the on-screen key row. */
  press(key: TouchKey | 'interrupt'): void {
    const application = this.#screen?.modes.applicationCursorKeysMode === true;
    this.#client?.input(key === 'interrupt' ? '\x03' : bytesOf(key, this.ctrl, application));
    this.#letGo();
  }

  async paste(): Promise<void> {
    const text = await textToPaste();
    if (text) {
      this.insert(text);
    }
    this.focus();
  }

  protected override render(): TemplateResult {
    return html`
      ${this.searching && this.#screen ? html`<pb-search .screen=${this.#screen} @close=${this.#endSearch}></pb-search>` : nothing}
      <div class="screen" @focusin=${() => this.#client?.claimSize()}></div>
      <div class="terminal-line ${this.waits ?? ''}" role="status">
        ${terminalLine(
          this.texts,
          { state: this.state, link: this.link, waits: this.waits !== undefined, rewound: this.rewound && !this.typed },
          { again: () => this.#again(), dismiss: () => this.#forgetLink() },
        )}
      </div>
    `;
  }

  protected override firstUpdated(): void {
    void this.#begin(this.lab.machine);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (changed.has('busy') || changed.has('state')) {
      this.session.prompted();
    }
    if (changed.has('reading') && this.#screen) {
      this.#screen.options.screenReaderMode = this.reading;
    }
    if (changed.has('name')) {
      this.#label();
    }
    if (changed.has('slow')) {
      if (this.slow) {
        this.#silence.begin();
      } else {
        this.#silence.end();
      }
    }
    if (changed.has('shown') && this.shown) {
      this.#refit();
    }
  }

  /** @param machine the number of its shell's machine */
  async #begin(machine: number): Promise<void> {
    await screenFont();
    if (!this.isConnected) {
      return;
    }
    const screen = newScreen(this.reading, this.#follow);
    screen.loadAddon(this.#fit);
    screen.attachCustomKeyEventHandler(this.#key);
    this.#screen = screen;
    const client = this.session.terminal(this.terminal, this.#drawOn(screen), (state) => {
      this.state = state;
      if (state === 'live') {
        // Otherwise its prompt could be ready before the input is.
        this.session.reached(machine);
      }
    });
    this.#client = client;
    screen.onData((data) => this.#typed(data));
    screen.onKey(({ key }) => {
      // Without input the screen fires no data events, only key events.
      if (screen.options.disableStdin) {
        this.#typed(key);
      }
    });
    screen.onBinary((data) => client.binary(data));
    screen.onResize(() => this.#tellSize());
    // Connects while the screen is still being set up, which takes longer.
    client.connect();
    const host = this.querySelector<HTMLElement>('.screen')!;
    screen.open(host);
    this.#label();
    this.#fit.fit();
    this.#tellSize();
    this.#stops = [
      watchTheme(() => {
        screen.options.theme = terminalTheme(isDark());
      }),
      watchTextSize(() => {
        screen.options.fontSize = textSize();
        this.#refit();
      }),
    ];
    this.#resizes.observe(host);
    this.session.offer(this.terminal, this);
  }

  #drawOn(screen: Terminal): Screen {
    return {
      write: (bytes, news, parsed) => {
        screen.write(bytes, () => {
          parsed?.();
          this.session.prompted();
        });
        if (news) {
          this.#silence.heard();
          this.dispatchEvent(new OutputNews());
        }
      },
      clear: () => screen.reset(),
      gap: (bytes) => {
        const count = bytes.toLocaleString(locale(this.session.language));
        screen.write(`\r\n\x1b[2m-- ${this.texts.terminals.gap(count)} --\x1b[0m\r\n`);
      },
      accept: (input) => {
        screen.options.disableStdin = !input;
      },
    };
  }

  #refit(): void {
    if (this.shown && this.clientWidth > 0 && this.clientHeight > 0) {
      this.#fit.fit();
      this.#tellSize();
    }
  }

  /**
   * A hidden terminal is resized only when it is displayed, because its shell would print its prompt again, as if it
   * were new output.
   */
  #tellSize(): void {
    if (this.shown && this.#screen) {
      this.#client?.resize({ cols: this.#screen.cols, rows: this.#screen.rows });
    }
  }

  /** False for a key that is not sent to the shell. */
  readonly #key = (event: KeyboardEvent): boolean => {
    if (pageShortcut(event)) {
      return false;
    }
    const asked = terminalShortcut(event, isMac());
    if (asked === undefined) {
      return true;
    }
    event.preventDefault();
    if (event.type === 'keydown') {
      this.#do(asked);
    }
    return false;
  };

  #do(asked: TerminalShortcut): void {
    switch (asked) {
      case 'search':
        void this.search();
        break;
      case 'copy':
        void this.copy();
        break;
      case 'larger':
      case 'smaller':
      case 'usual':
        changeTextSize(asked);
        break;
    }
  }

  #typed(data: string): void {
    this.typed = true;
    this.link = undefined;
    this.#client?.input(this.#meant(data));
  }

  /** The input to send for typed text. */
  #meant(typed: string): string {
    // The screen's own responses to programs arrive here too, and are longer.
    if (!this.ctrl || typed.length !== 1) {
      return typed;
    }
    this.#letGo();
    return withCtrl(typed);
  }

  /** Ctrl applies to one key only. */
  #letGo(): void {
    this.ctrl = false;
    this.dispatchEvent(new CtrlUsed());
  }

  /** A plain click only shows a link's address: it may have been meant for the text. */
  readonly #follow = (event: MouseEvent, text: string): void => {
    const address = webAddress(text);
    if (address && (event.ctrlKey || event.metaKey)) {
      openAway(address);
    } else {
      this.link = address;
    }
  };

  readonly #endSearch = (): void => {
    this.searching = false;
    this.#screen?.focus();
  };

  #awayFromCursor(): 'above' | 'below' {
    const screen = this.#screen;
    return screen && screen.buffer.active.cursorY >= screen.rows / 2 ? 'above' : 'below';
  }

  #again(): void {
    this.#client?.reconnect();
    this.#screen?.focus();
  }

  #label(): void {
    const mac = isMac();
    const label = this.texts.terminals.terminal(this.name, writtenKeys('terminals', mac), writtenKeys('lesson', mac));
    this.#screen?.textarea?.setAttribute('aria-label', label);
  }

  #forgetLink(): void {
    this.link = undefined;
    this.#screen?.focus();
  }
}

customElements.define('pb-terminal', PbTerminal);
