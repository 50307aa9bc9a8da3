/** What this browser has kept for the pages under a name; undefined too where storage is forbidden. */
export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(`patchbay.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps it for later pages; where storage is forbidden it holds for this page only. */
export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`patchbay.${name}`, value);
  } catch {
    // Nothing is lost but convenience.
  }
}
