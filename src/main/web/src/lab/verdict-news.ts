import type { Verdict } from '../protocol/messages.ts';
import type { LabState } from './lab-state.ts';

/** A verdict that the learner does not know yet. */
export interface VerdictNews {
  /** Of the task, as `step/task`. */
  readonly name: string;
  readonly verdict: Verdict;
}

type Verdicts = LabState['verdicts'];

/** What is new to the learner, who knew the verdicts before. That a task is looked at is no news. */
export function verdictNews(before: Verdicts, after: Verdicts): readonly VerdictNews[] {
  return Object.entries(after)
    .filter(([name, verdict]) => isNews(before[name], verdict))
    .map(([name, verdict]) => ({ name, verdict }));
}

function isNews(old: Verdict | undefined, { state, diagnosis, reason }: Verdict): boolean {
  switch (state) {
    case 'passed':
      return old?.state !== 'passed' && old?.state !== 'regressed';
    case 'regressed':
      return old?.state === 'passed';
    case 'failed':
      return diagnosis?.text !== old?.diagnosis?.text;
    case 'inconclusive':
      return reason !== old?.reason;
    case 'open':
    case 'judging':
    case 'holding':
      return false;
  }
}

/**
 * The task whose verdict stands in for those of the step on view: the one that there was news of, else the first that is
 * still to be done, else the last.
 *
 * @param step on view
 * @param news the name of a task
 */
export function taskToTell({ verdicts }: LabState, step: string, news: string | undefined): VerdictNews | undefined {
  const all = Object.entries(verdicts).map(([name, verdict]) => ({ name, verdict }));
  const own = all.filter(({ name }) => name.startsWith(`${step}/`));
  return all.find(({ name }) => name === news) ?? own.find(({ verdict }) => verdict.state !== 'passed') ?? own.at(-1);
}
