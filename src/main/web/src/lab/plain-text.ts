/** A sentence of the server's as plain text. */
export function plain(text = ''): string {
  return text.replaceAll('`', '');
}

/** Words that another sentence goes on behind, with a stop of its own. */
export function withoutFullStop(text: string): string {
  return text.trim().replace(/[.。]+$/, '');
}
