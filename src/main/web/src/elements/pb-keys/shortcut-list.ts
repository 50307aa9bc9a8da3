import { keysOf, type KeyName } from '../../keys/key-names.ts';
import type { Texts } from '../../texts/texts.ts';

export interface Row {
  readonly keys: readonly string[];
  readonly meaning: string;
}

export interface Group {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** All shortcuts of the lab page, grouped by where they apply. */
export function shortcutList(t: Texts['keys'], mac: boolean): readonly Group[] {
  const own = (name: KeyName, meaning: string): Row => ({ keys: keysOf(name, mac), meaning });
  const row = (meaning: string, ...keys: readonly string[]): Row => ({ keys, meaning });
  const enter = mac ? '↩' : 'Enter';
  const shift = mac ? '⇧' : 'Shift';
  return [
    {
      title: t.groups.everywhere,
      rows: [
        own('step', t.step),
        own('lesson', t.lesson),
        own('terminals', t.terminals),
        own('terminal', t.terminal),
        own('split', t.split),
        own('search', t.search),
      ],
    },
    { title: t.groups.page, rows: [row(t.help, '?'), row(t.dismiss, 'Esc')] },
    {
      title: t.groups.terminal,
      rows: [own('copy', t.copy), own('paste', t.paste), own('size', t.size), { keys: [...keysOf('link', mac), t.click], meaning: t.link }],
    },
    {
      title: t.groups.search,
      rows: [row(t.matches, enter, `${shift} ${enter}`), row(t.closeSearch, 'Esc')],
    },
    {
      title: t.groups.tabs,
      rows: [row(t.tab, '← →'), row(t.rename, 'F2'), row(t.closeTab, mac ? '⌦' : 'Del')],
    },
    {
      title: t.groups.lines,
      rows: [row(t.splitter, '← → ↑ ↓'), row(t.ends, 'Home End'), row(t.hop, '← →')],
    },
    {
      title: t.groups.picture,
      rows: [row(t.scale, '+ −'), row(t.scale, mac ? '⌘' : 'Ctrl', t.wheel), row(t.fit, '0'), row(t.maximize, 'F'), row(t.pan, '← → ↑ ↓')],
    },
  ];
}
