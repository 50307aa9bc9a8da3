/** Whether a piece of code fits a line of the narrowest page, and so is not to be broken. */
export function staysWhole(code: string): boolean {
  return code.length <= 26;
}
