import type { StepInfo, Verdict } from '../protocol/messages.ts';
import { parts, type LabState } from './lab-state.ts';

/** A verdict that is new to the learner. */
export interface VerdictNews {
  /** The task, as `step/task`. */
  readonly name: string;
  readonly verdict: Verdict;
}

type Verdicts = LabState['verdicts'];

/** Verdicts that differ from those before, except that judging has begun. */
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
    case 'holding':
      return false;
  }
}

/** The verdict that represents the displayed step. */
export interface ToldVerdict extends VerdictNews {
  /** Its step, if that is not the displayed one. */
  readonly elsewhere?: StepInfo | undefined;
}

/**
 * The task whose verdict represents the displayed step: the one with the newest verdict, of whichever step, unless going
 * back has reopened it; else the first open one of the step, else its last.
 *
 * @param step the displayed one
 * @param news the name of a task
 */
export function taskToTell({ steps, verdicts }: LabState, step: string, news: string | undefined): ToldVerdict | undefined {
  const all = Object.entries(verdicts).map(([name, verdict]) => ({ name, verdict }));
  const own = all.filter(({ name }) => parts(name).step === step);
  const newest = all.find(({ name, verdict }) => name === news && verdict.state !== 'open' && verdict.state !== 'holding');
  const told = newest ?? own.find(({ verdict }) => verdict.state !== 'passed') ?? own.at(-1);
  const at = told && parts(told.name).step;
  return told && { ...told, elsewhere: at === step ? undefined : steps.find(({ id }) => id === at) };
}
