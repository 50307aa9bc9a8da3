import type { ISearchDecorationOptions } from '@xterm/addon-search';
import type { ITheme } from '@xterm/xterm';

const LIGHT: ITheme = {
  background: '#fcfdfc',
  foreground: '#16211c',
  cursor: '#16211c',
  cursorAccent: '#fcfdfc',
  selectionBackground: '#cfd9e8',
  selectionInactiveBackground: '#dfe4e1',
  black: '#16211c',
  red: '#a8391b',
  green: '#0a6f45',
  yellow: '#7d5200',
  blue: '#1c5cb8',
  magenta: '#96266f',
  cyan: '#0c6a7c',
  white: '#586860',
  brightBlack: '#586860',
  brightRed: '#b93f1e',
  brightGreen: '#0c7b4d',
  brightYellow: '#8a5a00',
  brightBlue: '#2468cc',
  brightMagenta: '#a92d7e',
  brightCyan: '#0e768a',
  brightWhite: '#16211c',
  scrollbarSliderBackground: '#16211c33',
  scrollbarSliderHoverBackground: '#16211c55',
  scrollbarSliderActiveBackground: '#16211c77',
};

const DARK: ITheme = {
  background: '#0a0e0d',
  foreground: '#dde5e1',
  cursor: '#dde5e1',
  cursorAccent: '#0a0e0d',
  selectionBackground: '#2c4258',
  selectionInactiveBackground: '#26302c',
  black: '#232b28',
  red: '#f29573',
  green: '#5bcf97',
  yellow: '#e8b65a',
  blue: '#82b4ff',
  magenta: '#f192cb',
  cyan: '#62cadb',
  white: '#c9d3ce',
  brightBlack: '#84918a',
  brightRed: '#ffae90',
  brightGreen: '#7fe3b1',
  brightYellow: '#f5cd82',
  brightBlue: '#a6caff',
  brightMagenta: '#f9b3dc',
  brightCyan: '#8adeeb',
  brightWhite: '#f4f8f6',
  scrollbarSliderBackground: '#e5ebe826',
  scrollbarSliderHoverBackground: '#e5ebe844',
  scrollbarSliderActiveBackground: '#e5ebe866',
};

export function terminalTheme(dark: boolean): ITheme {
  return dark ? DARK : LIGHT;
}

/** Colours of search matches; the selected one has a border too. */
export function searchColours(dark: boolean): ISearchDecorationOptions {
  return dark
    ? {
        matchBackground: '#3d3415',
        matchOverviewRuler: '#e8b65a',
        activeMatchBackground: '#6d4f0a',
        activeMatchBorder: '#e8b65a',
        activeMatchColorOverviewRuler: '#f4f8f6',
      }
    : {
        matchBackground: '#f6e8c4',
        matchOverviewRuler: '#8a5a00',
        activeMatchBackground: '#ffd36b',
        activeMatchBorder: '#7d5200',
        activeMatchColorOverviewRuler: '#16211c',
      };
}
