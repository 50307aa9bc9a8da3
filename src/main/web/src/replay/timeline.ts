/**
 * Converts between the times of a recording and those of a playback with shortened pauses, in seconds since the start.
 * A sleep or rewind of the machine is a pause like any other.
 */
export class Timeline {
  readonly #recorded: readonly number[];
  readonly #played: readonly number[];

  /** @param times of the events, in ascending order */
  constructor(times: readonly number[], longestPause: number) {
    const recorded = [0];
    const played = [0];
    let last = 0;
    let at = 0;
    for (const time of times) {
      at += Math.min(time - last, longestPause);
      last = time;
      recorded.push(time);
      played.push(at);
    }
    this.#recorded = recorded;
    this.#played = played;
  }

  /** The end of the playback. */
  get duration(): number {
    return this.#played.at(-1) ?? 0;
  }

  /** The playback's time for a time of the recording; exact for events. */
  played(recorded: number): number {
    const index = lastNotAfter(this.#recorded, recorded);
    const at = (this.#played[index] ?? 0) + Math.max(0, recorded - (this.#recorded[index] ?? 0));
    return Math.min(at, this.#played[index + 1] ?? this.duration);
  }

  /** The recording's time for a time of the playback. */
  recorded(played: number): number {
    const index = lastNotAfter(this.#played, played);
    const at = (this.#recorded[index] ?? 0) + Math.max(0, played - (this.#played[index] ?? 0));
    return Math.min(at, this.#recorded[index + 1] ?? this.#recorded.at(-1) ?? 0);
  }
}

/** The index of the last of some ascending values that is not above this one; 0 if all are. */
export function lastNotAfter(values: readonly number[], value: number): number {
  let from = 0;
  let to = values.length;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if ((values[middle] ?? 0) <= value) {
      from = middle;
    } else {
      to = middle;
    }
  }
  return from;
}
