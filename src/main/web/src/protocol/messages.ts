/**
 * What the lab's event socket says, in the words of the server. Texts and html arrive in the
 * language that the page asked for.
 */
import type { JourneyNews } from './journey.ts';
import type { Topology } from './network.ts';

export type Phase =
  | 'waiting'
  | 'starting'
  | 'connecting'
  | 'reconnecting'
  | 'restoring'
  | 'rewinding'
  | 'ready'
  | 'lost'
  | 'ending'
  | 'asleep'
  | 'ended'
  /** The lab has ended: it can be read, and has no machine any more. */
  | 'closed'
  | 'full'
  | 'failed';

export interface Provisioning {
  readonly phase: Phase;
  /** Place in the waiting line, counted from 1. */
  readonly place?: number;
  readonly of?: number;
  /** Seconds until the next phase, or until the end while `ending`. */
  readonly eta?: number;
  /** Seconds since this phase began. */
  readonly elapsed?: number;
  readonly message?: string;
}

export interface StepInfo {
  readonly id: string;
  /** Counted from 0. */
  readonly index: number;
  readonly title: string;
  readonly state: 'locked' | 'open' | 'done';
  /** Of a case: its tasks are judged once its questions are settled. */
  readonly questionsFirst?: boolean;
  /** Absent while the step is locked. */
  readonly html?: string;
}

export interface SoundLayer {
  readonly layer: string;
  readonly name: string;
}

export interface Quotation {
  /** The command or place that the text was seen in. */
  readonly source: string;
  readonly text: string;
}

export interface Diagnosis {
  readonly layer: string;
  readonly layerName: string;
  readonly about: string;
  readonly text: string;
  readonly sound: readonly SoundLayer[];
  readonly evidence: readonly Quotation[];
  /** A command that shows the fault; never the solution. */
  readonly see?: string;
}

export type VerdictState = 'open' | 'judging' | 'holding' | 'passed' | 'failed' | 'inconclusive' | 'regressed';

export interface Verdict {
  readonly state: VerdictState;
  readonly points: number;
  readonly at?: string;
  readonly diagnosis?: Diagnosis;
  readonly reason?: string;
}

export interface QuestionState {
  readonly chosen?: string;
  readonly correct?: boolean;
  readonly attemptsLeft: number;
  readonly explanation?: string;
  /** The right choice and why it is right, once it can't be chosen any more. */
  readonly answer?: string;
  readonly answerExplanation?: string;
  readonly points: number;
}

export interface PredictionState {
  readonly chosen?: string;
  readonly after?: string;
  readonly actual?: string;
  /** What the experiment showed in the learner's own machine. */
  readonly seen?: readonly Quotation[];
}

/** Where graded work stands with its hand-in. */
export interface HandIn {
  readonly state: 'open' | 'judging' | 'done';
  /** Why nothing came of the last try. */
  readonly hindrance?: string;
  readonly at?: string;
  readonly points?: number;
  readonly of: number;
}

/** A task that is being solved before the learner's eyes. */
export interface Showing {
  readonly step: string;
  readonly task: string;
  /** In which something was typed last. */
  readonly terminal?: string;
}

export interface TerminalInfo {
  readonly id: string;
  readonly name: string;
  /** `init`, a namespace's name, or `ns:` and its number. */
  readonly namespace: string;
  readonly busy: boolean;
  readonly foreground?: string;
  /** Whether the running program is slow because the machine is emulated. */
  readonly slow?: boolean;
  readonly ended: boolean;
}

export interface Notice {
  readonly level: 'info' | 'warning';
  readonly text: string;
  /** Whether it refuses what this page asked for: it holds until something has changed. */
  readonly refusal?: true;
}

/** How a lab's lesson stands to its files. */
export interface Edition {
  /** Whether the course has it otherwise by now. */
  readonly outdated: boolean;
  /** What is wrong with its files. */
  readonly problems: readonly string[];
}

/** The whole state of a lab as the server sees it. */
export interface FullState {
  readonly provisioning: Provisioning;
  readonly steps: readonly StepInfo[];
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** The tasks that have ever passed, as `step/task`, also those that are to be done again. */
  readonly earned: readonly string[];
  readonly questions: Readonly<Record<string, QuestionState>>;
  readonly predictions: Readonly<Record<string, PredictionState>>;
  readonly hints: Readonly<Record<string, readonly string[]>>;
  readonly hintCounts: Readonly<Record<string, number>>;
  /** What those tasks have earned or can, whose solution was shown. */
  readonly shown: Readonly<Record<string, number>>;
  readonly showing?: Showing | undefined;
  /** Whether what was shown still earns its points. */
  readonly shownCounts?: boolean;
  /** Absent where nothing is graded. */
  readonly handIn?: HandIn;
  readonly terminals: readonly TerminalInfo[];
  readonly notices: readonly Notice[];
  /** Where an author is at work only. */
  readonly edition?: Edition | undefined;
}

/** What changes the lab's state. */
export type LabNews =
  | ({ readonly type: 'state' } & FullState)
  | { readonly type: 'provisioning'; readonly provisioning: Provisioning }
  | { readonly type: 'step'; readonly step: StepInfo }
  | { readonly type: 'task'; readonly step: string; readonly task: string; readonly verdict: Verdict }
  | { readonly type: 'question'; readonly step: string; readonly question: string; readonly state: QuestionState }
  | { readonly type: 'prediction'; readonly step: string; readonly prediction: string; readonly state: PredictionState }
  | { readonly type: 'hint'; readonly step: string; readonly task: string; readonly hints: readonly string[] }
  | { readonly type: 'shown'; readonly step: string; readonly task: string; readonly earns: number }
  | { readonly type: 'showing'; readonly showing?: Showing }
  | { readonly type: 'hand-in'; readonly handIn: HandIn }
  | { readonly type: 'terminals'; readonly terminals: readonly TerminalInfo[] }
  | { readonly type: 'edition'; readonly edition: Edition }
  | ({ readonly type: 'notice' } & Notice)
  | { readonly type: 'notice-withdrawn'; readonly text: string }
  | { readonly type: 'error'; readonly text: string };

/** A picture counts for itself: it has no number, and the newest is all that matters. So do journeys. */
export type LabEvent = LabNews | { readonly type: 'network'; readonly topology?: Topology } | ({ readonly type: 'journeys' } & JourneyNews);

export type PageRequest =
  | { readonly type: 'answer'; readonly step: string; readonly question: string; readonly choice: string }
  | { readonly type: 'predict'; readonly step: string; readonly prediction: string; readonly choice: string }
  | { readonly type: 'hint'; readonly step: string; readonly task: string }
  | { readonly type: 'view'; readonly step: string }
  | { readonly type: 'go-on'; readonly step: string }
  | { readonly type: 'hand-in' }
  | { readonly type: 'rewind'; readonly step: string }
  | { readonly type: 'show'; readonly step: string }
  | { readonly type: 'end-show' }
  | { readonly type: 'terminal'; readonly op: 'open' }
  | { readonly type: 'terminal'; readonly op: 'close'; readonly id: string }
  | { readonly type: 'terminal'; readonly op: 'rename'; readonly id: string; readonly name: string }
  | { readonly type: 'network'; readonly shown: boolean }
  | { readonly type: 'watch' }
  | { readonly type: 'end-watch' }
  | { readonly type: 'start' }
  | { readonly type: 'stay' };

/** Where an event stands: a server's epoch, and a number that only grows within it. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}
