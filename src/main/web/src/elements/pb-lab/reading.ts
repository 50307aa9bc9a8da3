const KEY = 'patchbay.reading';

/** Whether a screen reader is to be told what terminals show. */
export function keptReading(): boolean {
  try {
    return localStorage.getItem(KEY) === 'yes';
  } catch {
    return false; // storage is forbidden here
  }
}

export function keepReading(reading: boolean): void {
  try {
    localStorage.setItem(KEY, reading ? 'yes' : 'no');
  } catch {
    // Storage is forbidden: the choice holds for this page.
  }
}
