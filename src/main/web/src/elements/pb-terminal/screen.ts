import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import { isDark } from '../../theme/theme.ts';
import { terminalTheme } from './terminal-theme.ts';
import { textSize } from './text-size.ts';

const FONT = 'Atkinson Hyperlegible Mono Variable';
const FONT_PATIENCE_MS = 1500;
const SCROLLBACK_LINES = 10_000;

/** Loads the font before xterm.js measures its cells, which happens once. */
export async function screenFont(): Promise<void> {
  const patience = new Promise((resolve) => setTimeout(resolve, FONT_PATIENCE_MS));
  await Promise.race([document.fonts.load(`14px "${FONT}"`), patience]);
}

/**
 * xterm.js with our settings.
 *
 * @param reading whether output is announced to screen readers
 * @param follow handles a click on a link, whose text a program may choose freely
 */
export function newScreen(reading: boolean, follow: (event: MouseEvent, address: string) => void): Terminal {
  const screen = new Terminal({
    allowProposedApi: true,
    cursorInactiveStyle: 'outline',
    fontFamily: `"${FONT}", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace`,
    fontSize: textSize(),
    fontWeightBold: 650,
    lineHeight: 1.25,
    linkHandler: { activate: follow },
    minimumContrastRatio: 4.5,
    screenReaderMode: reading,
    scrollback: SCROLLBACK_LINES,
    theme: terminalTheme(isDark()),
  });
  screen.loadAddon(new Unicode11Addon());
  screen.unicode.activeVersion = '11';
  screen.loadAddon(new WebLinksAddon(follow));
  return screen;
}
