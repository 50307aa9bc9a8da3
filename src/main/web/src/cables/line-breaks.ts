/** Whether code fits a line of the narrowest page, and should not be broken. */
export function isUnbreakable(code: string): boolean {
  return code.length <= 26;
}

/** The width of a text's longest line in columns of a fixed-width font; a Chinese character takes two. */
export function columnWidth(text: string): number {
  const widths = text.split('\n').map((line) => [...line].reduce((sum, char) => sum + (char > '\u2e7f' ? 2 : 1), 0));
  return Math.max(1, ...widths);
}
