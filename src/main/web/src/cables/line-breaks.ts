/** Whether a piece of code fits a line of the narrowest page, and so is not to be broken. */
export function isUnbreakable(code: string): boolean {
  return code.length <= 26;
}

/** How many columns of a fixed-width font a text's longest line takes; a Chinese character takes two. */
export function columnWidth(text: string): number {
  const widths = text.split('\n').map((line) => [...line].reduce((sum, char) => sum + (char > '\u2e7f' ? 2 : 1), 0));
  return Math.max(1, ...widths);
}
