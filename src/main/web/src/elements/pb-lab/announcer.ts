import type { LabState } from '../../lab/lab-state.ts';
import type { LabSession } from '../../lab/session.ts';
import { plain, withoutFullStop } from '../../lab/plain-text.ts';
import { verdictNews, type VerdictNews } from '../../lab/verdict-news.ts';
import type { HandIn, Phase } from '../../protocol/messages.ts';
import { machineSentence } from '../pb-provisioning/machine-sentence.ts';
import { taskText } from '../pb-task/task-text.ts';

/** Describes changes of the page for screen readers. */
export class Announcer {
  readonly #session: LabSession;
  #verdicts: LabState['verdicts'] | undefined;
  #handIn: HandIn['state'] | undefined;
  #machine: { readonly phase: Phase; readonly place: number | undefined } | undefined;
  #connected: boolean | undefined;

  constructor(session: LabSession) {
    this.#session = session;
  }

  /** The changes since the last call, if there is anything to announce. */
  news(): string | undefined {
    const state = this.#session.state.value;
    const sentences = [
      ...this.#connection(state),
      ...this.#ofMachine(state),
      ...(state.handIn ? this.#result(state.handIn) : this.#ofTasks(state)),
    ];
    return sentences.length > 0 ? sentences.join(' ') : undefined;
  }

  #connection({ known, connected }: LabState): string[] {
    const before = this.#connected;
    this.#connected = known ? connected : undefined;
    const t = this.#session.texts.lab;
    return before === undefined || before === connected ? [] : [connected ? t.connected : t.reconnecting];
  }

  /** Each phase and each queue position once, not every second. */
  #ofMachine({ known, provisioning }: LabState): string[] {
    const before = this.#machine;
    const { phase, place } = provisioning;
    if (!known || (before?.phase === phase && before.place === place)) {
      return [];
    }
    this.#machine = { phase, place };
    if (phase === 'ready') {
      return before && before.phase !== 'ending' ? [this.#session.texts.machine.phases.ready] : [];
    }
    return [machineSentence(provisioning, this.#session.texts.machine)];
  }

  #ofTasks({ known, verdicts }: LabState): string[] {
    const before = this.#verdicts;
    this.#verdicts = known ? verdicts : undefined;
    if (!before || before === verdicts) {
      return [];
    }
    return verdictNews(before, verdicts).map((news) => this.#verdict(news));
  }

  #verdict({ name, verdict }: VerdictNews): string {
    const t = this.#session.texts.task;
    const words = withoutFullStop(taskText(this.#session.state.value, name));
    switch (verdict.state) {
      case 'failed':
        return t.announceFailed(words, plain(verdict.diagnosis?.text));
      case 'inconclusive':
        return t.announceInconclusive(words, plain(verdict.reason));
      case 'regressed':
        return t.announceRegressed(words);
      default:
        return t.announcePassed(words);
    }
  }

  /** For graded work all verdicts arrive at once, so the total is announced. */
  #result(handIn: HandIn): string[] {
    const before = this.#handIn;
    this.#handIn = handIn.state;
    return before && before !== 'done' && handIn.state === 'done'
      ? [this.#session.texts.handIn.announce(handIn.points ?? 0, handIn.of)]
      : [];
  }
}
