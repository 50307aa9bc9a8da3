import type { Journey, Watching } from '../protocol/messages.ts';

/** Which frame's path is displayed, and up to which hop. */
export interface FrameChoice {
  /** The number of the selected frame; undefined for the newest. */
  readonly frame?: number | undefined;
  /** The selected hop, from 0. */
  readonly hop: number;
  /** During a watch that has not yet seen a frame: the newest number before it. */
  readonly newestBefore?: number | undefined;
}

/** The beginning of this frame's path; undefined for the newest frame's. */
export const chosenFrame = (frame: number | undefined): FrameChoice => ({ frame, hop: 0 });

/** The choice when a watch begins: stays as it is until the watch's first frame. */
export const watchBegun = (choice: FrameChoice, journeys: readonly Journey[]): FrameChoice => ({
  ...choice,
  newestBefore: journeys.at(-1)?.number ?? 0,
});

/** The choice among these journeys: the first frame of a watch once it is seen, else as before. */
export function choiceAmong(choice: FrameChoice, journeys: readonly Journey[]): FrameChoice {
  const { newestBefore } = choice;
  const first = newestBefore === undefined ? undefined : journeys.find(({ number }) => number > newestBefore);
  return first ? chosenFrame(first.number) : choice;
}

/** Whether a watch has begun since the earlier state. */
export const begins = (before: Watching | undefined, now: Watching | undefined): boolean => now?.state === 'now' && before?.state !== 'now';
