/** Copies text, even over plain HTTP, where browsers have no clipboard API. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
}

/** Whether the page may request the clipboard's content; the browser then asks the user. */
export function canPaste(): boolean {
  return typeof (navigator.clipboard as Clipboard | undefined)?.readText === 'function';
}

/** The clipboard's content; undefined if the user refuses. */
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
