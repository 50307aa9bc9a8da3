import { FitAddon } from '@xterm/addon-fit';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/xterm';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';
import type { Prompt } from '../../lab/session.ts';
import type { Screen, TerminalClient, TerminalState } from '../../protocol/terminal-client.ts';
import { locale } from '../../texts/texts.ts';
import { isDark, watchTheme } from '../../theme/theme.ts';
import { terminalTheme } from './terminal-theme.ts';

const FONT = 'Atkinson Hyperlegible Mono Variable';
const FONT_PATIENCE_MS = 1500;
const NARROW_PX = 560;
const SCROLLBACK_LINES = 10_000;

/** Keys that touch screens lack. */
const TOUCH_KEYS: readonly (readonly [label: string, bytes: string])[] = [
  ['Ctrl C', '\x03'],
  ['Tab', '\t'],
  ['Esc', '\x1b'],
  ['↑', '\x1b[A'],
  ['↓', '\x1b[B'],
  ['←', '\x1b[D'],
  ['→', '\x1b[C'],
];

/** In proportion to the page's text; smaller on a phone, where columns are scarce. */
function fontSize(): number {
  const text = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.round(text * (innerWidth < NARROW_PX ? 0.75 : 0.875));
}

/** Keys that are the page's even while the terminal has the focus. */
export function isPageKey(event: KeyboardEvent): boolean {
  return event.ctrlKey && event.shiftKey && (/^Digit[1-9]$/.test(event.code) || event.key.startsWith('Arrow'));
}

/** One shell of the learner's machine. */
export class PbTerminal extends LabElement implements Prompt {
  static override properties = {
    terminal: { type: String },
    name: { type: String },
    busy: { type: Boolean },
    reading: { type: Boolean },
    rewound: { type: Boolean },
    typed: { state: true },
    state: { state: true },
  };

  declare terminal: string;
  declare name: string;
  declare busy: boolean;
  /** Whether a screen reader is told what the terminal shows. */
  declare reading: boolean;
  /** Whether its shell is one of an earlier moment. */
  declare rewound: boolean;
  declare private typed: boolean;
  declare private state: TerminalState;

  #screen: Terminal | undefined;
  #client: TerminalClient | undefined;
  #stopTheme: (() => void) | undefined;
  readonly #fit = new FitAddon();
  readonly #resizes = new ResizeObserver(() => this.#refit());

  constructor() {
    super();
    this.state = 'connecting';
    this.typed = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#stopTheme?.();
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

  override focus(): void {
    this.#screen?.focus();
  }

  protected override render(): TemplateResult {
    const line = this.#line();
    return html`
      <div class="screen" @focusin=${() => this.#client?.claimSize()}></div>
      <div class="terminal-line" role="status">
        ${line
          ? html`<span>${line}</span>${this.state === 'ended'
                ? html`<button class="button" type="button" @click=${() => this.#again()}>
                    ${this.texts.terminals.again}
                  </button>`
                : nothing}`
          : nothing}
      </div>
      <div class="touch-keys">
        ${TOUCH_KEYS.map(
          ([label, bytes]) =>
            html`<button type="button" @click=${() => this.#press(bytes)}>${label}</button>`,
        )}
      </div>
    `;
  }

  protected override firstUpdated(): void {
    void this.#begin();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (changed.has('reading') && this.#screen) {
      this.#screen.options.screenReaderMode = this.reading;
    }
    if (changed.has('name')) {
      this.#label();
    }
  }

  async #begin(): Promise<void> {
    // Cells are measured once: with the wrong font they would stay wrong.
    const patience = new Promise((resolve) => setTimeout(resolve, FONT_PATIENCE_MS));
    await Promise.race([document.fonts.load(`14px "${FONT}"`), patience]);
    if (!this.isConnected) {
      return;
    }
    const screen = new Terminal({
      allowProposedApi: true,
      cursorInactiveStyle: 'outline',
      fontFamily: `"${FONT}", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace`,
      fontSize: fontSize(),
      fontWeightBold: 650,
      lineHeight: 1.25,
      minimumContrastRatio: 4.5,
      screenReaderMode: this.reading,
      scrollback: SCROLLBACK_LINES,
      theme: terminalTheme(isDark()),
    });
    screen.loadAddon(this.#fit);
    screen.loadAddon(new Unicode11Addon());
    screen.unicode.activeVersion = '11';
    screen.attachCustomKeyEventHandler((event) => !isPageKey(event));
    this.#screen = screen;
    const client = this.session.terminal(this.terminal, this.#drawOn(screen), (state) => {
      this.state = state;
    });
    this.#client = client;
    screen.onData((data) => {
      this.typed = true;
      client.input(data);
    });
    screen.onBinary((data) => client.binary(data));
    screen.onResize(({ cols, rows }) => client.resize({ cols, rows }));
    // The browser connects while the screen is drawn, which takes it longer.
    client.connect();
    const host = this.querySelector<HTMLElement>('.screen')!;
    screen.open(host);
    this.#label();
    this.#fit.fit();
    client.resize({ cols: screen.cols, rows: screen.rows });
    this.#stopTheme = watchTheme(() => {
      screen.options.theme = terminalTheme(isDark());
    });
    this.#resizes.observe(host);
    this.session.offer(this.terminal, this);
  }

  #drawOn(screen: Terminal): Screen {
    return {
      write: (bytes, parsed) => {
        screen.write(bytes, parsed);
        this.dispatchEvent(new Event('output'));
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
    if (this.clientWidth > 0 && this.clientHeight > 0) {
      this.#fit.fit();
    }
  }

  #press(bytes: string): void {
    this.#client?.input(bytes);
    this.#screen?.focus();
  }

  #again(): void {
    this.#client?.reconnect();
    this.#screen?.focus();
  }

  #label(): void {
    this.#screen?.textarea?.setAttribute('aria-label', this.texts.terminals.terminal(this.name));
  }

  #line(): string | undefined {
    const t = this.texts.terminals;
    switch (this.state) {
      case 'connecting':
        return t.connecting;
      case 'reconnecting':
        return t.reconnecting;
      case 'catching-up':
        return t.catchingUp;
      case 'ended':
        return t.endedLine;
      case 'live':
        return this.rewound && !this.typed ? t.rewound : undefined;
    }
  }
}

customElements.define('pb-terminal', PbTerminal);
