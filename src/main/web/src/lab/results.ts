import type { StepInfo, Verdict } from '../protocol/messages.ts';
import type { LabState } from './lab-state.ts';

/** The result of one step of graded work. */
export interface StepResult {
  readonly step: StepInfo;
  readonly verdicts: readonly Verdict[];
  readonly reached: number;
  readonly of: number;
}

/** The steps with tasks or questions, in order, each with its tasks' verdicts. */
export function resultsByStep(state: LabState): readonly StepResult[] {
  return state.steps
    .map((step) => {
      const verdicts = Object.entries(state.verdicts)
        .filter(([name]) => name.startsWith(`${step.id}/`))
        .map(([, verdict]) => verdict);
      const passed = verdicts.filter((verdict) => verdict.state === 'passed');
      return { step, verdicts, reached: sum(passed), of: sum(verdicts) };
    })
    .filter((result) => result.verdicts.length > 0);
}

function sum(verdicts: readonly Verdict[]): number {
  return verdicts.reduce((total, verdict) => total + verdict.points, 0);
}
