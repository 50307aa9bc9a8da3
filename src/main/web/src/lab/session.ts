import { CableStyles } from '../cables/cable-styles.ts';
import { keep, keepInTab, kept, keptInTab, STEP_ON_VIEW } from '../kept/kept.ts';
import { EventsClient } from '../protocol/events-client.ts';
import { joined, type Journey, type Watching } from '../protocol/journey.ts';
import type { Socket } from '../protocol/reconnecting-socket.ts';
import type { Topology } from '../protocol/network.ts';
import { TerminalClient, type Screen, type TerminalState } from '../protocol/terminal-client.ts';
import type { LabNews, Notice, PageRequest, StepInfo } from '../protocol/messages.ts';
import { textsOf, type Language, type Texts } from '../texts/texts.ts';
import type { ViewportState } from '../topology/scale.ts';
import { follow, nothingKnown, reached, terminalsOf, withoutNotice, type LabState } from './lab-state.ts';
import { panesOf, turnedTo, type PaneChoice, type Panes } from './panes.ts';
import { Store } from './store.ts';
import { viewFrom, written, type View } from './view.ts';

export type { View };

/** What the network's picture shows beside the network. */
export interface Shown {
  /** Whether it is told in words. */
  readonly words: boolean;
  /** Whether the way of a frame is on view. */
  readonly following: boolean;
  /** The number of the chosen frame; without one it is the newest. */
  readonly frame?: number | undefined;
  /** The hop on view, from 0. */
  readonly hop: number;
}

/** A terminal that text can be put into. */
export interface Prompt {
  /** Whether a shell waits there for a command. */
  waiting(): boolean;
  /** Puts text at the prompt as a paste; it is not run. */
  insert(text: string): void;
  focus(): void;
}

/** Under which this browser keeps whether the network's picture is open. */
const NETWORK = 'network';
/** Attempts that fail in a row before the page asks whether it may still be here. */
const DOUBT_AFTER = 3;

const openSocket = (url: string): Socket => new WebSocket(url);

/** One page's connection to one lab: what is known, what is shown, and the ways to ask for things. */
export class LabSession {
  readonly lab: string;
  readonly language: Language;
  readonly texts: Texts;
  readonly state = new Store<LabState>(nothingKnown);
  readonly view: Store<View>;
  /** The network in the machine, while the page shows it. */
  readonly network = new Store<Topology | undefined>(undefined);
  /** The ways of the frames that the learner's captures showed, or that were watched, while the page shows the network. */
  readonly journeys = new Store<readonly Journey[]>([]);
  readonly watching = new Store<Watching | undefined>(undefined);
  /** True once the server says that this lab is not to be had any more. */
  readonly gone = new Store(false);
  readonly cables = new CableStyles();
  /** Scale and scroll position of the network's picture when it was last closed; undefined if it fitted its place. */
  viewport: ViewportState | undefined;
  /** What it showed then: on a narrow page whoever goes to a terminal and types comes back to it. */
  shown: Shown = { words: false, following: false, hop: 0 };
  readonly #prompts = new Map<string, Prompt>();
  /** A terminal that is to have the focus, and is not drawn yet. */
  #entering: string | undefined;
  readonly #events: EventsClient;
  #pictured = false;
  /** Text for a terminal that is being opened, and how many terminals there were when that was asked for. */
  #due: { readonly name: string; readonly text: string; readonly terminals: number } | undefined;
  /** The step that the server was told of. */
  #told: string | undefined;

  constructor(lab: string, language: Language) {
    this.lab = lab;
    this.language = language;
    const step = keptInTab(STEP_ON_VIEW + lab);
    this.view = new Store<View>({ ...viewFrom(keptInTab(`view.${lab}`), kept(NETWORK) === 'open'), ...(step ? { step } : {}) });
    this.texts = textsOf(language);
    this.#events = new EventsClient(
      this.#address(`/labs/${encodeURIComponent(lab)}/events?lang=${language}`),
      {
        event: (event) => {
          if (event.type === 'network') {
            this.network.set(event.topology);
            return;
          }
          if (event.type === 'journeys') {
            this.journeys.set(joined(this.journeys.value, event));
            this.watching.set(event.watching);
            return;
          }
          const state = follow(this.state.value, event);
          // The end of the lab may have been undone.
          this.gone.set(false);
          this.#readCables(state.steps);
          this.state.set(state);
          this.#stay();
          this.#openDue(event);
        },
        connection: (connected, failures) => {
          this.#pictured = false;
          this.#told = undefined;
          this.#askForPicture(connected);
          this.#tellStep(connected);
          this.state.set({ ...this.state.value, connected, failures });
          if (failures === DOUBT_AFTER) {
            void this.#doubt();
          }
        },
      },
      openSocket,
      window,
    );
    this.view.watch(() => {
      this.#askForPicture(this.state.value.connected);
      this.#tellStep(this.state.value.connected);
      if (this.view.value.step) {
        keepInTab(STEP_ON_VIEW + lab, this.view.value.step);
      }
      keepInTab(`view.${lab}`, written(this.view.value));
    });
  }

  connect(): void {
    this.#events.connect();
  }

  end(): void {
    this.#events.end();
  }

  ask(request: PageRequest): boolean {
    return this.#events.send(request);
  }

  dismiss(notice: Notice): void {
    this.state.set(withoutNotice(this.state.value, notice));
  }

  /** The client for one terminal's bytes. */
  terminal(id: string, screen: Screen, changed: (state: TerminalState) => void): TerminalClient {
    const path = `/labs/${encodeURIComponent(this.lab)}/terminals/${encodeURIComponent(id)}`;
    return new TerminalClient(this.#address(path), screen, changed, openSocket, window);
  }

  /** A terminal of that machine has its shell's stream, which may come sooner than the word that the machine is ready. */
  reached(machine: number): void {
    this.state.set(reached(this.state.value, machine));
  }

  offer(id: string, prompt: Prompt): void {
    this.#prompts.set(id, prompt);
    if (id === this.#entering) {
      this.#entering = undefined;
      prompt.focus();
    }
  }

  withdraw(id: string, prompt: Prompt): void {
    if (this.#prompts.get(id) === prompt) {
      this.#prompts.delete(id);
    }
  }

  /** Puts text at a waiting prompt, first of the terminals in view; false if none waits. */
  insert(text: string): boolean {
    const { active, beside } = this.panes;
    const seen = [active?.id, beside?.id].filter((id) => id !== undefined);
    const id = [...seen, ...this.#prompts.keys()].find((candidate) => this.#prompts.get(candidate)?.waiting());
    if (id === undefined) {
      return false;
    }
    this.#put(id, text);
    return true;
  }

  /** Puts text at the prompt of the terminal of that name, which is opened if there is none; false if it is at no prompt. */
  insertIn(name: string, text: string): boolean {
    const id = this.#called(name);
    this.#due = undefined;
    if (id === undefined) {
      return this.#open(name, text);
    }
    if (!this.#prompts.get(id)?.waiting()) {
      return false;
    }
    this.#put(id, text);
    return true;
  }

  /** A terminal may have come to its prompt. */
  prompted(): void {
    const id = this.#due && this.#called(this.#due.name);
    if (this.#due && id !== undefined && this.#prompts.get(id)?.waiting()) {
      const { text } = this.#due;
      this.#due = undefined;
      this.#put(id, text);
    }
  }

  /** The terminals in view. */
  get panes(): Panes {
    return panesOf(this.view.value.terminals, terminalsOf(this.state.value));
  }

  /** Makes a terminal the one that the learner works in. */
  turnTo(id: string): void {
    const { terminals } = this.view.value;
    this.showTerminals(turnedTo(terminals, terminalsOf(this.state.value), id));
  }

  showTerminals(terminals: PaneChoice): void {
    this.view.set({ ...this.view.value, terminals });
  }

  /** Makes a terminal the active one and gives it the keyboard's focus, which one that is not drawn yet has then. */
  showTerminal(id: string): void {
    this.turnTo(id);
    this.view.set({ ...this.view.value, place: 'terminal' });
    const prompt = this.#prompts.get(id);
    this.#entering = prompt ? undefined : id;
    prompt?.focus();
  }

  /** Opens or closes the network's picture, in the labs that are opened later too. */
  showNetwork(open: boolean): void {
    keep(NETWORK, open ? 'open' : 'closed');
    this.view.set({ ...this.view.value, network: open, maximized: false });
  }

  /** Gives the network's picture the whole page, or takes it back. */
  maximize(maximized: boolean): void {
    this.view.set({ ...this.view.value, maximized });
  }

  /** The step on view: the chosen one, which outlives a reload, else the first that is not done. */
  step(): StepInfo | undefined {
    const unlocked = this.state.value.steps.filter((step) => step.state !== 'locked');
    return unlocked.find((step) => step.id === this.view.value.step) ?? unlocked.find((step) => step.state === 'open') ?? unlocked.at(-1);
  }

  #called(name: string): string | undefined {
    return terminalsOf(this.state.value).find((terminal) => terminal.name === name)?.id;
  }

  #put(id: string, text: string): void {
    this.#prompts.get(id)?.insert(text);
    this.showTerminal(id);
  }

  #open(name: string, text: string): boolean {
    const asked = this.ask({ type: 'terminal', op: 'open' });
    this.#due = asked ? { name, text, terminals: terminalsOf(this.state.value).length } : undefined;
    return asked;
  }

  /** A new terminal gets the lowest free number, so others may have to be opened before the one that is named. */
  #openDue(event: LabNews): void {
    const due = this.#due;
    if (event.type === 'error') {
      this.#due = undefined;
    } else if (due && this.#called(due.name) === undefined && terminalsOf(this.state.value).length > due.terminals) {
      this.#open(due.name, due.text);
    }
  }

  /** The server tells of the network only while somebody looks at it. */
  #askForPicture(connected: boolean): void {
    const { network, place } = this.view.value;
    const shown = network || place === 'network';
    if (connected && shown !== this.#pictured && this.ask({ type: 'network', shown })) {
      this.#pictured = shown;
    }
  }

  /** What is done before a step is opened is not held against the learner in it. */
  #tellStep(connected: boolean): void {
    const { step } = this.view.value;
    if (connected && step !== undefined && step !== this.#told && this.ask({ type: 'view', step })) {
      this.#told = step;
    }
  }

  /** The page turns when the learner turns it, not when a step is done: they may still be reading. */
  #stay(): void {
    const step = this.step();
    if (step && this.view.value.step !== step.id) {
      this.view.set({ ...this.view.value, step: step.id });
    }
  }

  #readCables(steps: readonly StepInfo[]): void {
    for (const step of steps) {
      if (step.html) {
        this.cables.read(step.html.replace(/<[^>]*>/g, ' '));
      }
    }
  }

  async #doubt(): Promise<void> {
    try {
      const answer = await fetch(`/labs/${encodeURIComponent(this.lab)}`, { redirect: 'manual', cache: 'no-store' });
      this.gone.set([401, 403, 404, 410].includes(answer.status));
    } catch {
      // The server is out of reach, which says nothing about the lab.
    }
  }

  #address(path: string): string {
    const url = new URL(path, location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    return url.href;
  }
}
