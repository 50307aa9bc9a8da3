import { create, type Player, type RecordingEvent } from 'asciinema-player';
import type { Cast } from '../../replay/cast.ts';
import type { Timeline } from '../../replay/timeline.ts';
import { terminalTheme } from '../pb-terminal/terminal-theme.ts';

/** The name of the colour theme that {@link dress} gives the player. */
const THEME = 'patchbay';

/** The player's keys for functions that are untranslated or unused. */
const KEYS = ['?', 'f', 'k', 'm'];

const PALETTE = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
const BRIGHT = [
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const;

export interface PlayerOptions {
  readonly speed: number;
  readonly dark: boolean;
  /** The screen's label for screen readers. */
  readonly label: string;
  readonly playing: (plays: boolean) => void;
}

/** asciinema's player in our terminals' style, without controls. Times are those of the playback. */
export class RecordingPlayer {
  readonly #player: Player;
  readonly #sheet: CSSStyleSheet;

  constructor(place: HTMLElement, cast: Cast, timeline: Timeline, options: PlayerOptions) {
    this.#sheet = dress(options.dark);
    const steady = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#player = create({ data: recording(cast, timeline), parser: (data) => data as ReturnType<typeof recording> }, place, {
      controls: false,
      cursorMode: steady ? 'steady' : 'blinking',
      fit: 'width',
      preload: true,
      speed: options.speed,
      terminalFontFamily: getComputedStyle(place).getPropertyValue('--mono'),
      theme: THEME,
    });
    const screen = this.#player.el.querySelector('.ap-term-text');
    screen?.setAttribute('role', 'group');
    screen?.setAttribute('aria-label', options.label);
    this.#player.el.addEventListener('keydown', (event) => {
      if (KEYS.includes(event.key)) {
        event.stopPropagation();
      }
    });
    this.#player.addEventListener('playing', () => options.playing(true));
    this.#player.addEventListener('pause', () => options.playing(false));
    this.#player.addEventListener('ended', () => options.playing(false));
  }

  get at(): number {
    return this.#player.getCurrentTime();
  }

  async to(at: number): Promise<void> {
    await this.#player.seek(at);
  }

  play(): void {
    void this.#player.play();
  }

  pause(): void {
    void this.#player.pause();
  }

  end(): void {
    this.#player.dispose();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
  }
}

/** The player counts in milliseconds. Markers are handled by the page. */
function recording(cast: Cast, timeline: Timeline): { cols: number; rows: number; events: RecordingEvent[] } {
  const events: RecordingEvent[] = [];
  for (const [at, code, data] of cast.events) {
    if (code === 'o' || code === 'r') {
      events.push([timeline.played(at) * 1000, code, data]);
    }
  }
  return { cols: cast.columns, rows: cast.rows, events };
}

function dress(dark: boolean): CSSStyleSheet {
  const theme = terminalTheme(dark);
  const colours = [...PALETTE, ...BRIGHT].map((name, index) => `--term-color-${index}: ${theme[name]};`);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`.asciinema-player-theme-${THEME} {
    --term-color-foreground: ${theme.foreground};
    --term-color-background: ${theme.background};
    ${colours.join('\n')}
  }`);
  document.adoptedStyleSheets.push(sheet);
  return sheet;
}
