/** Prefix of the storage key of a tab's current step, before the lab's id. */
export const STEP_ON_VIEW = 'step.';

/** The value that this browser has stored under a name; undefined too if storage is forbidden. */
export function kept(name: string): string | undefined {
  return read(() => localStorage, name);
}

/** Stores a value for later pages; if storage is forbidden, for this page only. */
export function keep(name: string, value: string): void {
  write(() => localStorage, name, value);
}

/** The value that this tab has stored under a name, which survives a reload. */
export function keptInTab(name: string): string | undefined {
  return read(() => sessionStorage, name);
}

/** Stores a value for as long as this tab is open. */
export function keepInTab(name: string, value: string): void {
  write(() => sessionStorage, name, value);
}

/** Deletes all of this tab's values whose names begin like this. */
export function forgetInTab(beginning: string): void {
  try {
    for (const name of Object.keys(sessionStorage).filter((one) => one.startsWith(`patchbay.${beginning}`))) {
      sessionStorage.removeItem(name);
    }
  } catch {
    // Storage is forbidden: there is nothing to delete.
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
    // Only convenience is lost.
  }
}
