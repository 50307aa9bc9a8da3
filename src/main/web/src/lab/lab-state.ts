import type { Message, NoticeLevel, Phase, Provisioning, StepInfo, TerminalInfo, Verdict, VerdictState } from '../protocol/messages.ts';

/** What changes the lab's state: all but pictures and journeys, of which only the newest matters. */
export type LabNews = Exclude<Message, { type: 'network' | 'journeys' }>;

/** A verdict as it is shown: judging, while all that was handed in is judged. */
export interface DisplayedVerdict extends Omit<Verdict, 'state'> {
  readonly state: VerdictState | 'judging';
}

export interface Notice {
  readonly level: NoticeLevel;
  readonly text: string;
  /** Whether it refuses what this page asked for: it holds until something has changed. */
  readonly refusal?: true;
  /** Whether what it reports can be undone. */
  readonly undo?: boolean | undefined;
}

type FullState = Omit<Extract<Message, { type: 'state' }>, 'type' | 'notices'>;

/** The page's state of its lab. Immutable. */
export interface LabState extends FullState {
  /** False until the server has sent the first message. */
  readonly known: boolean;
  readonly connected: boolean;
  /** Consecutive failed attempts to reach the server. */
  readonly failures: number;
  /** Number of the machine since the page was loaded. */
  readonly machine: number;
  /** The machine restored by a rewind, until a step is completed with it. */
  readonly rewound?: number;
  readonly notices: readonly Notice[];
  /** The newest answer that going back to a step could not be undone. */
  readonly unkept?: { readonly step: string };
}

export const nothingKnown: LabState = {
  known: false,
  connected: false,
  failures: 0,
  machine: 0,
  provisioning: { phase: 'connecting' },
  steps: [],
  verdicts: {},
  earned: [],
  questions: {},
  predictions: {},
  hints: {},
  hintCounts: {},
  shown: {},
  terminals: [],
  notices: [],
};

const MOST_NOTICES = 5;

/** The first terminal of every machine. */
const FIRST_TERMINAL: TerminalInfo = { id: 't1', name: '1', namespace: 'init', busy: false, ended: false };

/** Whether a machine is starting. */
export function isComing(phase: Phase): boolean {
  return (
    phase === 'waiting' ||
    phase === 'starting' ||
    phase === 'connecting' ||
    phase === 'reconnecting' ||
    phase === 'restoring' ||
    phase === 'rewinding'
  );
}

/** Whether the known machine is being reconnected, and its terminals remain valid. */
function reconnects({ provisioning, terminals }: FullState): boolean {
  return provisioning.phase === 'reconnecting' && terminals.length === 0;
}

/** Whether the machine that was to be reconnected is gone. */
function vanished({ provisioning }: LabState, next: Provisioning): boolean {
  return provisioning.phase === 'reconnecting' && next.phase !== 'reconnecting' && next.phase !== 'ready';
}

/** The terminals that exist, or will when the machine is ready. */
export function terminalsOf(state: LabState): readonly TerminalInfo[] {
  return state.terminals.length === 0 && isComing(state.provisioning.phase) ? [FIRST_TERMINAL] : state.terminals;
}

/** Key of a task, question or prediction across steps. */
export function key(step: string, id: string): string {
  return `${step}/${id}`;
}

/** The step and the id of such a key. */
export function parts(name: string): { readonly step: string; readonly id: string } {
  const slash = name.indexOf('/');
  return { step: name.slice(0, slash), id: name.slice(slash + 1) };
}

/** The state after an event. */
export function applyMessage(state: LabState, event: LabNews): LabState {
  const next = applied(state, event);
  return permits(state, next) ? { ...next, notices: next.notices.filter((notice) => !notice.refusal) } : next;
}

/** Whether a refused request may now be allowed. */
function permits(before: LabState, after: LabState): boolean {
  return (
    before.provisioning.phase !== after.provisioning.phase ||
    before.terminals.length !== after.terminals.length ||
    before.steps !== after.steps ||
    before.showing !== after.showing ||
    before.handIn?.state !== after.handIn?.state
  );
}

function applied(state: LabState, event: LabNews): LabState {
  switch (event.type) {
    case 'state': {
      const { type: _, ...told } = event;
      return {
        ...state,
        ...told,
        known: true,
        ...provisioned(state, event.provisioning),
        showing: event.showing,
        shownCounts: event.shownCounts,
        edition: event.edition,
        terminals: reconnects(event) ? state.terminals : event.terminals,
      };
    }
    case 'provisioning':
      return {
        ...state,
        ...provisioned(state, event.provisioning),
        terminals: vanished(state, event.provisioning) ? [] : state.terminals,
      };
    case 'step':
      return stepped(state, event.step);
    case 'task':
      return { ...state, verdicts: withEntry(state.verdicts, key(event.step, event.task), event.verdict) };
    case 'question':
      return {
        ...state,
        questions: withEntry(state.questions, key(event.step, event.question), event.state),
      };
    case 'prediction':
      return {
        ...state,
        predictions: withEntry(state.predictions, key(event.step, event.prediction), event.state),
      };
    case 'hint':
      return { ...state, hints: withEntry(state.hints, key(event.step, event.task), event.hints) };
    case 'shown':
      return { ...state, shown: withEntry(state.shown, key(event.step, event.task), event.earns) };
    case 'showing':
      return { ...state, showing: event.showing };
    case 'hand-in':
      return { ...state, handIn: event.handIn };
    case 'terminals':
      return { ...state, terminals: event.terminals };
    case 'edition':
      return { ...state, edition: event.edition };
    case 'notice':
      return {
        ...state,
        notices: withNotice(state.notices, { level: event.level, text: event.text, ...(event.undo ? { undo: true } : {}) }),
      };
    case 'unkept':
      return { ...state, unkept: { step: event.step } };
    case 'notice-withdrawn':
      return { ...state, notices: state.notices.filter(({ text }) => text !== event.text) };
    case 'error':
      return { ...state, notices: withNotice(state.notices, { level: 'warning', text: event.text, refusal: true }) };
  }
}

/** A terminal's machine has answered: it is ready, although the server's event may still be on its way. */
export function reached(state: LabState, machine: number): LabState {
  return machine === state.machine && isComing(state.provisioning.phase)
    ? { ...state, provisioning: { phase: 'ready' }, terminals: terminalsOf(state) }
    : state;
}

export function withoutNotice(state: LabState, notice: Notice): LabState {
  return { ...state, notices: state.notices.filter((other) => other !== notice) };
}

/** Points earned and available in the unlocked steps. */
export function points(state: LabState): { readonly reached: number; readonly of: number } {
  let reached = 0;
  let of = 0;
  for (const [name, verdict] of Object.entries(state.verdicts)) {
    of += verdict.points;
    const passed = isDone(verdict) || state.earned.includes(name);
    reached += passed ? (state.shown[name] ?? verdict.points) : 0;
  }
  for (const question of Object.values(state.questions)) {
    of += question.points;
    reached += question.correct ? question.points : 0;
  }
  return { reached, of };
}

/** Whether there is a usable machine. */
export function isSteady(state: LabState): boolean {
  return state.connected && ['ready', 'ending'].includes(state.provisioning.phase);
}

/** Whether the step is open and has an open task. */
export function toDo(state: LabState, step: string): boolean {
  return (
    state.steps.some((one) => one.id === step && one.state === 'open') &&
    Object.entries(state.verdicts).some(([name, verdict]) => name.startsWith(`${step}/`) && !isDone(verdict))
  );
}

/** Whether a step has only text: it is completed when the learner continues. */
export function onlyReads(state: LabState, step: StepInfo): boolean {
  return (
    step.state !== 'locked' &&
    ![...Object.keys(state.verdicts), ...Object.keys(state.questions)].some((name) => name.startsWith(`${step.id}/`))
  );
}

function isDone(verdict: Verdict): boolean {
  return verdict.state === 'passed' || verdict.state === 'regressed';
}

/** After the end of a machine its terminals get new streams, at once or when the next machine starts. */
function provisioned(state: LabState, next: Provisioning): Pick<LabState, 'machine' | 'rewound' | 'provisioning'> {
  const before = state.provisioning.phase;
  const gone = ['lost', 'asleep', 'ended', 'closed', 'full', 'failed'].includes(before);
  const rewinding = next.phase === 'rewinding';
  const another = next.phase !== before && (gone || rewinding);
  const machine = another ? state.machine + 1 : state.machine;
  // A new machine in place of the checkpoint is not a restored one.
  const rewound = rewinding ? machine : next.phase === 'starting' ? undefined : state.rewound;
  return { machine, provisioning: next, ...(rewound === undefined ? {} : { rewound }) };
}

/** Completing a step ends the state after a rewind. */
function stepped(state: LabState, step: StepInfo): LabState {
  const before = state.steps.find((other) => other.id === step.id)?.state;
  const { rewound, ...rest } = { ...state, steps: withStep(state.steps, step) };
  const done = before !== undefined && before !== 'done' && step.state === 'done';
  return done || rewound === undefined ? rest : { ...rest, rewound };
}

function withStep(steps: readonly StepInfo[], step: StepInfo): readonly StepInfo[] {
  const known = steps.some((other) => other.id === step.id);
  const all = known ? steps.map((other) => (other.id === step.id ? { ...other, ...step } : other)) : [...steps, step];
  return all.toSorted((a, b) => a.index - b.index);
}

function withEntry<T>(entries: Readonly<Record<string, T>>, name: string, entry: T): Readonly<Record<string, T>> {
  return { ...entries, [name]: entry };
}

function withNotice(notices: readonly Notice[], notice: Notice): readonly Notice[] {
  return [...notices.filter((other) => other.text !== notice.text), notice].slice(-MOST_NOTICES);
}

/** Whether nothing in a step is judged yet, because it has an unanswered question. */
export function awaitsAnswer(state: LabState, step: string): boolean {
  return (
    state.steps.some((one) => one.id === step && one.questionsFirst === true) &&
    Object.entries(state.questions).some(
      ([name, question]) => name.startsWith(`${step}/`) && question.correct !== true && question.attemptsLeft > 0,
    )
  );
}
