const FIRST_MS = 250;
const LONGEST_MS = 10_000;

/**
 * How long to wait before trying again: doubling from a quarter of a second to ten seconds, of
 * which a random half is taken off so that a class does not come back in one instant.
 *
 * @param failures how many attempts have failed in a row, at least 1
 * @param random in [0, 1)
 */
export function backoff(failures: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16));
  return ceiling * (1 - random / 2);
}
