const FIRST_MS = 250;
const LONGEST_MS = 10_000;

/**
 * The delay before the next attempt in milliseconds: doubles from a quarter of a second to ten seconds, minus a random
 * part of up to half, so that a class does not reconnect at once.
 *
 * @param failures consecutive failed attempts, at least 1
 * @param random in [0, 1)
 */
export function backoff(failures: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16));
  return ceiling * (1 - random / 2);
}
