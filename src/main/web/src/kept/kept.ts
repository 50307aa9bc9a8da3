/** Begins the name under which a tab keeps the step on view, before the lab's id. */
export const STEP_ON_VIEW = 'step.';

/** What this browser has kept for the pages under a name; undefined too where storage is forbidden. */
export function kept(name: string): string | undefined {
  return read(() => localStorage, name);
}

/** Keeps it for later pages; where storage is forbidden it holds for this page only. */
export function keep(name: string, value: string): void {
  write(() => localStorage, name, value);
}

/** What this tab has kept under a name, also when its page was loaded again. */
export function keptInTab(name: string): string | undefined {
  return read(() => sessionStorage, name);
}

/** Keeps it for as long as this tab is open. */
export function keepInTab(name: string, value: string): void {
  write(() => sessionStorage, name, value);
}

/** Forgets all that this tab has kept under names that begin so. */
export function forgetInTab(beginning: string): void {
  try {
    for (const name of Object.keys(sessionStorage).filter((one) => one.startsWith(`patchbay.${beginning}`))) {
      sessionStorage.removeItem(name);
    }
  } catch {
    // Then nothing was kept.
  }
}

function read(storage: () => Storage, name: string): string | undefined {
  try {
    return storage().getItem(`patchbay.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(storage: () => Storage, name: string, value: string): void {
  try {
    storage().setItem(`patchbay.${name}`, value);
  } catch {
    // Nothing is lost but convenience.
  }
}
