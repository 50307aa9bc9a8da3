/** A text of the server without markup. */
export function plain(text = ''): string {
  return text.replaceAll('`', '');
}

/** A sentence without its full stop, to be continued. */
export function withoutFullStop(text: string): string {
  return text.trim().replace(/[.。]+$/, '');
}
