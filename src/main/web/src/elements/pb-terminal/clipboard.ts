/** Copies text; also where the page came over plain HTTP, where browsers have no clipboard interface. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
}

/** Whether a page may ask for what is to be pasted; the browser then asks its user. */
export function canPaste(): boolean {
  return typeof (navigator.clipboard as Clipboard | undefined)?.readText === 'function';
}

/** What is to be pasted; undefined if its owner won't have it read. */
export async function textToPaste(): Promise<string | undefined> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return undefined;
  }
}

function copyBySelection(text: string): void {
  const focused = document.activeElement;
  const carrier = document.createElement('textarea');
  carrier.className = 'visually-hidden';
  carrier.value = text;
  document.body.append(carrier);
  carrier.select();
  document.execCommand('copy');
  carrier.remove();
  if (focused instanceof HTMLElement) {
    focused.focus();
  }
}
