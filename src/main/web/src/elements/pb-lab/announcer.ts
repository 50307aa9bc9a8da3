import type { LabState } from '../../lab/lab-state.ts';
import type { LabSession } from '../../lab/session.ts';
import type { HandIn } from '../../protocol/wire.ts';

/** Puts changes of verdicts into a sentence for those who do not see them. */
export class Announcer {
  readonly #session: LabSession;
  readonly #page: ParentNode;
  #verdicts: LabState['verdicts'] | undefined;
  #handIn: HandIn['state'] | undefined;

  constructor(session: LabSession, page: ParentNode) {
    this.#session = session;
    this.#page = page;
  }

  /** What has changed since it was last asked, if that is worth a sentence. */
  news(): string | undefined {
    const { verdicts, known, handIn } = this.#session.state.value;
    if (handIn) {
      return this.#result(handIn);
    }
    const before = this.#verdicts;
    this.#verdicts = known ? verdicts : undefined;
    if (!before || before === verdicts) {
      return undefined;
    }
    const sentences: string[] = [];
    for (const [name, verdict] of Object.entries(verdicts)) {
      const old = before[name];
      const t = this.#session.texts.task;
      if (verdict.state === 'passed' && old?.state !== 'passed' && old?.state !== 'regressed') {
        sentences.push(t.announcePassed(this.#words(name)));
      } else if (verdict.state === 'regressed' && old?.state === 'passed') {
        sentences.push(t.announceRegressed(this.#words(name)));
      } else if (verdict.state === 'failed' && verdict.diagnosis?.text !== old?.diagnosis?.text) {
        sentences.push(t.announceFailed(this.#words(name), (verdict.diagnosis?.text ?? '').replaceAll('`', '')));
      }
    }
    return sentences.length > 0 ? sentences.join(' ') : undefined;
  }

  /** Of graded work all verdicts come at once: what counts is the sum. */
  #result(handIn: HandIn): string | undefined {
    const before = this.#handIn;
    this.#handIn = handIn.state;
    return before && before !== 'done' && handIn.state === 'done'
      ? this.#session.texts.handIn.announce(handIn.points ?? 0, handIn.of)
      : undefined;
  }

  #words(name: string): string {
    const task = name.slice(name.indexOf('/') + 1);
    return this.#page.querySelector(`pb-task[task="${CSS.escape(task)}"] .words`)?.textContent?.trim() ?? task;
  }
}
