import type {
  FullState,
  LabNews,
  Notice,
  Phase,
  PredictionState,
  Provisioning,
  QuestionState,
  StepInfo,
  TerminalInfo,
  Verdict,
} from '../protocol/messages.ts';

/** What the page knows of its lab. Never changed, only followed by another. */
export interface LabState extends FullState {
  /** False until the server has spoken once. */
  readonly known: boolean;
  readonly connected: boolean;
  /** Attempts to reach the server that failed in a row. */
  readonly failures: number;
  /** Counts the machines this page has seen: another number, another machine. */
  readonly machine: number;
  /** The one that came by going back to a step, until a step is done with it. */
  readonly rewound?: number;
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

/** The terminal that every machine has from the start. */
const FIRST_TERMINAL: TerminalInfo = { id: 't1', name: '1', namespace: 'init', busy: false, ended: false };

/** Whether a machine is on its way, as far as is known. */
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

/** Whether the machine is the one that the page knows, and will tell its terminals once it is connected again. */
function reconnects({ provisioning, terminals }: FullState): boolean {
  return provisioning.phase === 'reconnecting' && terminals.length === 0;
}

/** Whether the machine that was to be connected again is gone. */
function vanished({ provisioning }: LabState, next: Provisioning): boolean {
  return provisioning.phase === 'reconnecting' && next.phase !== 'reconnecting' && next.phase !== 'ready';
}

/** The terminals that there are, or will be when the machine is there. */
export function terminalsOf(state: LabState): readonly TerminalInfo[] {
  return state.terminals.length === 0 && isComing(state.provisioning.phase) ? [FIRST_TERMINAL] : state.terminals;
}

/** How tasks, questions and predictions are named across steps. */
export function key(step: string, id: string): string {
  return `${step}/${id}`;
}

/** What is known after an event. */
export function follow(state: LabState, event: LabNews): LabState {
  const next = followed(state, event);
  return permits(state, next) ? { ...next, notices: next.notices.filter((notice) => !notice.refusal) } : next;
}

/** Whether what was refused before may be granted now. */
function permits(before: LabState, after: LabState): boolean {
  return (
    before.provisioning.phase !== after.provisioning.phase ||
    before.terminals.length !== after.terminals.length ||
    before.steps !== after.steps ||
    before.showing !== after.showing ||
    before.handIn?.state !== after.handIn?.state
  );
}

function followed(state: LabState, event: LabNews): LabState {
  switch (event.type) {
    case 'state':
      return {
        ...state,
        known: true,
        ...provisioned(state, event.provisioning),
        steps: event.steps,
        verdicts: event.verdicts,
        earned: event.earned,
        questions: event.questions,
        predictions: event.predictions,
        hints: event.hints,
        hintCounts: event.hintCounts,
        shown: event.shown,
        showing: event.showing,
        shownCounts: event.shownCounts === true,
        ...(event.handIn ? { handIn: event.handIn } : {}),
        terminals: reconnects(event) ? state.terminals : event.terminals,
        notices: event.notices,
        edition: event.edition,
      };
    case 'provisioning':
      return {
        ...state,
        ...provisioned(state, event.provisioning),
        terminals: vanished(state, event.provisioning) ? [] : state.terminals,
      };
    case 'step':
      return stepped(state, event.step);
    case 'task':
      return { ...state, verdicts: withEntry<Verdict>(state.verdicts, key(event.step, event.task), event.verdict) };
    case 'question':
      return {
        ...state,
        questions: withEntry<QuestionState>(state.questions, key(event.step, event.question), event.state),
      };
    case 'prediction':
      return {
        ...state,
        predictions: withEntry<PredictionState>(state.predictions, key(event.step, event.prediction), event.state),
      };
    case 'hint':
      return { ...state, hints: withEntry<readonly string[]>(state.hints, key(event.step, event.task), event.hints) };
    case 'shown':
      return { ...state, shown: withEntry<number>(state.shown, key(event.step, event.task), event.earns) };
    case 'showing':
      return { ...state, showing: event.showing };
    case 'hand-in':
      return { ...state, handIn: event.handIn };
    case 'terminals':
      return { ...state, terminals: event.terminals };
    case 'edition':
      return { ...state, edition: event.edition };
    case 'notice':
      return { ...state, notices: withNotice(state.notices, { level: event.level, text: event.text }) };
    case 'notice-withdrawn':
      return { ...state, notices: state.notices.filter(({ text }) => text !== event.text) };
    case 'error':
      return { ...state, notices: withNotice(state.notices, { level: 'warning', text: event.text, refusal: true }) };
  }
}

/** A terminal of that machine is there: so is the machine, though its own word for that may still be on its way. */
export function reached(state: LabState, machine: number): LabState {
  return machine === state.machine && isComing(state.provisioning.phase)
    ? { ...state, provisioning: { phase: 'ready' }, terminals: terminalsOf(state) }
    : state;
}

export function withoutNotice(state: LabState, notice: Notice): LabState {
  return { ...state, notices: state.notices.filter((other) => other !== notice) };
}

/** Points reached and reachable among what is unlocked. */
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

/** Whether there is a machine that something can be done with. */
export function isSteady(state: LabState): boolean {
  return state.connected && ['ready', 'ending'].includes(state.provisioning.phase);
}

/** Whether the step is open and has a task that is still to be done. */
export function toDo(state: LabState, step: string): boolean {
  return (
    state.steps.some((one) => one.id === step && one.state === 'open') &&
    Object.entries(state.verdicts).some(([name, verdict]) => name.startsWith(`${step}/`) && !isDone(verdict))
  );
}

/** Whether a step only asks to be read: it is done when the learner goes on from it. */
export function onlyReads(state: LabState, step: StepInfo): boolean {
  return (
    step.state !== 'locked' &&
    ![...Object.keys(state.verdicts), ...Object.keys(state.questions)].some((name) => name.startsWith(`${step.id}/`))
  );
}

function isDone(verdict: Verdict): boolean {
  return verdict.state === 'passed' || verdict.state === 'regressed';
}

/** The terminals of a machine that is gone show another stream once the next one is there, or is on its way at once. */
function provisioned(state: LabState, next: Provisioning): Pick<LabState, 'machine' | 'rewound' | 'provisioning'> {
  const before = state.provisioning.phase;
  const gone = ['lost', 'asleep', 'ended', 'closed', 'full', 'failed'].includes(before);
  const rewinding = next.phase === 'rewinding';
  const another = next.phase !== before && (gone || rewinding);
  const machine = another ? state.machine + 1 : state.machine;
  // A new one in the place of the one that was kept is not what the learner had.
  const rewound = rewinding ? machine : next.phase === 'starting' ? undefined : state.rewound;
  return { machine, provisioning: next, ...(rewound === undefined ? {} : { rewound }) };
}

/** Whoever has done a step since they went back is no longer where that step began. */
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

export type { Notice, StepInfo, TerminalInfo };

/** Whether nothing of a step is judged yet, because a question of it is still to be answered. */
export function awaitsAnswer(state: LabState, step: string): boolean {
  return (
    state.steps.some((one) => one.id === step && one.questionsFirst === true) &&
    Object.entries(state.questions).some(
      ([name, question]) => name.startsWith(`${step}/`) && question.correct !== true && question.attemptsLeft > 0,
    )
  );
}
