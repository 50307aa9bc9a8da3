import { CableStyles } from '../cables/cable-styles.ts';
import { keep, keepInTab, kept, keptInTab, STEP_ON_VIEW } from '../kept/kept.ts';
import { EventsClient } from '../protocol/events-client.ts';
import { joined } from '../protocol/journey.ts';
import type { Journey, PageRequest, StepInfo, Topology, Watching } from '../protocol/messages.ts';
import type { Socket } from '../protocol/reconnecting-socket.ts';
import { TerminalClient, type Screen, type TerminalState } from '../protocol/terminal-client.ts';
import { textsOf, type Language, type Texts } from '../texts/texts.ts';
import { chosenFrame, type FrameChoice } from '../topology/frame-choice.ts';
import type { ViewportState } from '../topology/scale.ts';
import { applyMessage, nothingKnown, reached, terminalsOf, withoutNotice, type LabNews, type LabState, type Notice } from './lab-state.ts';
import { panesOf, turnedTo, type PaneChoice, type Panes } from './panes.ts';
import { Observable } from './observable.ts';
import { viewFrom, written, type View } from './view.ts';

export type { View };

/** View state of the network picture. */
export interface PictureState {
  /** Whether the text view is displayed. */
  readonly words: boolean;
  /** Whether a frame's path is displayed. */
  readonly following: boolean;
  readonly choice: FrameChoice;
}

/** A terminal that text can be inserted into. */
export interface Prompt {
  /** Whether its shell is at the prompt. */
  waiting(): boolean;
  /** Pastes text at the prompt, without Enter. */
  insert(text: string): void;
  focus(): void;
}

/** Storage key for whether the network picture is open. */
const NETWORK = 'network';
/** Consecutive failures after which the page checks whether it may still access the lab. */
const DOUBT_AFTER = 3;

const openSocket = (url: string): Socket => new WebSocket(url);

/** A page's connection to its lab: state, view, and requests. */
export class LabSession {
  readonly lab: string;
  readonly language: Language;
  readonly texts: Texts;
  readonly state = new Observable<LabState>(nothingKnown);
  readonly view: Observable<View>;
  /** The machine's network, while the page displays it. */
  readonly network = new Observable<Topology | undefined>(undefined);
  /** The frame paths of the learner's captures or of a watch, while the page displays the network. */
  readonly journeys = new Observable<readonly Journey[]>([]);
  readonly watching = new Observable<Watching | undefined>(undefined);
  /** True once the server reports that this lab is gone. */
  readonly gone = new Observable(false);
  readonly cables = new CableStyles();
  /** Scale and scroll position when the network picture was last closed; undefined if it fitted its container. */
  viewport: ViewportState | undefined;
  /** Its view state at that time, for a return to it on a narrow page. */
  picture: PictureState = { words: false, following: false, choice: chosenFrame(undefined) };
  readonly #prompts = new Map<string, Prompt>();
  /** A terminal to focus once it is rendered. */
  #entering: string | undefined;
  readonly #events: EventsClient;
  #pictured = false;
  /** Text for a terminal that is being opened, and the number of terminals at that time. */
  #due: { readonly name: string; readonly text: string; readonly terminals: number } | undefined;
  /** The step last reported to the server. */
  #told: string | undefined;

  constructor(lab: string, language: Language) {
    this.lab = lab;
    this.language = language;
    const step = keptInTab(STEP_ON_VIEW + lab);
    this.view = new Observable<View>({ ...viewFrom(keptInTab(`view.${lab}`), kept(NETWORK) === 'open'), ...(step ? { step } : {}) });
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
          const state = applyMessage(this.state.value, event);
          // The lab may have been reopened.
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

  /** The client for one terminal's stream. */
  terminal(id: string, screen: Screen, changed: (state: TerminalState) => void): TerminalClient {
    const path = `/labs/${encodeURIComponent(this.lab)}/terminals/${encodeURIComponent(id)}`;
    return new TerminalClient(this.#address(path), screen, changed, openSocket, window);
  }

  /** A terminal of that machine is connected, perhaps before the machine's ready event. */
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

  /** Inserts text at a prompt, preferably of a displayed terminal; false if none is waiting. */
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

  /** Inserts text at the prompt of the named terminal, which is opened if missing; false if it is not at its prompt. */
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

  /** A terminal may be at its prompt. */
  prompted(): void {
    const id = this.#due && this.#called(this.#due.name);
    if (this.#due && id !== undefined && this.#prompts.get(id)?.waiting()) {
      const { text } = this.#due;
      this.#due = undefined;
      this.#put(id, text);
    }
  }

  /** The displayed terminals. */
  get panes(): Panes {
    return panesOf(this.view.value.terminals, terminalsOf(this.state.value));
  }

  /** Activates a terminal. */
  turnTo(id: string): void {
    const { terminals } = this.view.value;
    this.showTerminals(turnedTo(terminals, terminalsOf(this.state.value), id));
  }

  showTerminals(terminals: PaneChoice): void {
    this.view.set({ ...this.view.value, terminals });
  }

  /** Activates and focuses a terminal, once it is rendered. */
  showTerminal(id: string): void {
    this.turnTo(id);
    this.view.set({ ...this.view.value, place: 'terminal' });
    const prompt = this.#prompts.get(id);
    this.#entering = prompt ? undefined : id;
    prompt?.focus();
  }

  /** Opens or closes the network picture, in this and later labs. */
  showNetwork(open: boolean): void {
    keep(NETWORK, open ? 'open' : 'closed');
    this.view.set({ ...this.view.value, network: open, maximized: false });
  }

  /** Maximizes the network picture, or restores it. */
  maximize(maximized: boolean): void {
    this.view.set({ ...this.view.value, maximized });
  }

  /** The displayed step: the chosen one, which survives a reload, else the first uncompleted one. */
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

  /** A new terminal gets the lowest free number, so others may be opened before the named one. */
  #openDue(event: LabNews): void {
    const due = this.#due;
    if (event.type === 'error') {
      this.#due = undefined;
    } else if (due && this.#called(due.name) === undefined && terminalsOf(this.state.value).length > due.terminals) {
      this.#open(due.name, due.text);
    }
  }

  /** The server sends the network only while it is displayed. */
  #askForPicture(connected: boolean): void {
    const { network, place } = this.view.value;
    const shown = network || place === 'network';
    if (connected && shown !== this.#pictured && this.ask({ type: 'network', shown })) {
      this.#pictured = shown;
    }
  }

  /** Reports the displayed step: commands before it was opened are no attempts at it. */
  #tellStep(connected: boolean): void {
    const { step } = this.view.value;
    if (connected && step !== undefined && step !== this.#told && this.ask({ type: 'view', step })) {
      this.#told = step;
    }
  }

  /** Keeps the displayed step when it is completed: the learner may still be reading. */
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
      // The server is unavailable; this says nothing about the lab.
    }
  }

  #address(path: string): string {
    const url = new URL(path, location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    return url.href;
  }
}
