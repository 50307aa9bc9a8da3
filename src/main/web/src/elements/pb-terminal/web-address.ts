/** The address if a page may be opened from it: only `http:` and `https:`. */
export function webAddress(text: string): string | undefined {
  try {
    const { protocol, href } = new URL(text);
    return protocol === 'http:' || protocol === 'https:' ? href : undefined;
  } catch {
    return undefined; // not an address
  }
}

/** Opens a page that learns nothing of this one and can't reach it. */
export function openAway(address: string): void {
  open(address, '_blank', 'noopener,noreferrer');
}
