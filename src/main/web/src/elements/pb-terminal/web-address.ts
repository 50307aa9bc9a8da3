/** The address if it may be opened: only `http:` and `https:`. */
export function webAddress(text: string): string | undefined {
  try {
    const { protocol, href } = new URL(text);
    return protocol === 'http:' || protocol === 'https:' ? href : undefined;
  } catch {
    return undefined; // not an address
  }
}

/** Opens a page without referrer and opener. */
export function openAway(address: string): void {
  open(address, '_blank', 'noopener,noreferrer');
}
