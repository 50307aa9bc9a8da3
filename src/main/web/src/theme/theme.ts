export type ThemeChoice = 'auto' | 'light' | 'dark';

const KEY = 'patchbay.theme';

export function themeChoice(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'auto';
  } catch {
    return 'auto'; // storage is forbidden here
  }
}

/** Sets the document's theme attribute; without it the style sheet uses the system's theme. */
export function applyTheme(choice: ThemeChoice = themeChoice()): void {
  if (choice === 'auto') {
    delete document.documentElement.dataset['theme'];
  } else {
    document.documentElement.dataset['theme'] = choice;
  }
}

export function chooseTheme(choice: ThemeChoice): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Storage is forbidden: the choice is valid for this page.
  }
  applyTheme(choice);
  document.dispatchEvent(new Event('themechange'));
}

export function isDark(): boolean {
  const mark = document.documentElement.dataset['theme'];
  return mark ? mark === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Calls back whenever the page's theme changes, by choice or with the system. */
export function watchTheme(changed: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  document.addEventListener('themechange', changed);
  return () => {
    system.removeEventListener('change', changed);
    document.removeEventListener('themechange', changed);
  };
}
