import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { sentence } from '../../cables/sentence.ts';
import { LabElement } from '../../lab/lab-element.ts';
import { parts, type LabState } from '../../lab/lab-state.ts';
import { plain, withoutFullStop } from '../../lab/plain-text.ts';
import { taskToTell, verdictNews, type ToldVerdict } from '../../lab/verdict-news.ts';
import type { Verdict, VerdictState } from '../../protocol/messages.ts';
import { verdictIcon } from '../pb-task/verdict-icon.ts';
import { taskText } from '../pb-task/task-text.ts';

/** Fired to show a task, named as `step/task`. */
export class TaskRequest extends Event {
  static readonly NAME = 'pb-task-request';

  constructor(readonly task: string) {
    super(TaskRequest.NAME, { bubbles: true });
  }
}

/**
 * The newest verdict, near the terminals. If lesson and terminal are both displayed, it is shown while the task is
 * scrolled out of view; otherwise always, so that the terminal keeps its size.
 */
export class PbVerdict extends LabElement {
  static override properties = { inView: { state: true } };

  /** Whether its task is visible in the lesson. */
  declare private inView: boolean;
  #before: LabState['verdicts'] | undefined;
  /** The task with the newest verdict since this step is displayed. */
  #news: string | undefined;
  #step: string | undefined;
  #watched: Element | undefined;
  #sight: IntersectionObserver | undefined;

  constructor() {
    super();
    this.inView = true;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sight?.disconnect();
    this.#watched = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { known, verdicts } = this.lab;
    const step = this.session.step()?.id;
    if (step !== this.#step) {
      this.#step = step;
      this.#news = undefined;
    }
    if (this.#before && this.#before !== verdicts) {
      this.#news = verdictNews(this.#before, verdicts).at(-1)?.name ?? this.#news;
    }
    this.#before = known ? verdicts : undefined;
  }

  protected override render(): TemplateResult | typeof nothing {
    const told = this.#told;
    if (!told) {
      return nothing;
    }
    const t = this.texts.task;
    const { name, verdict, elsewhere } = told;
    const words: Record<VerdictState, string> = t;
    const text = withoutFullStop(taskText(this.lab, name));
    const cause = causeOf(verdict);
    const place = elsewhere ? t.inStep(elsewhere.index + 1) : '';
    const quiet = this.#news === undefined || this.inView;
    return html`<button
      class="verdict ${quiet ? 'quiet-verdict' : ''}"
      type="button"
      data-state=${verdict.state}
      title=${`${place} ${words[verdict.state]}\n${cause ? plain(cause) : text}`.trim()}
      @click=${() => this.dispatchEvent(new TaskRequest(name))}
    >
      <span class="verdict-icon">${verdictIcon(verdict.state)}</span>
      <span class="told"
        >${place && html`<span class="elsewhere">${place}</span> `}<strong>${words[verdict.state]}</strong> <span class="why">${cause ? sentence(cause, this.session.cables) : text}</span></span>
      <span class="visually-hidden">${t.toTask(text)}</span>
    </button>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#watch();
  }

  get #told(): ToldVerdict | undefined {
    return this.lab.handIn || this.#step === undefined ? undefined : taskToTell(this.lab, this.#step, this.#news);
  }

  /** Observes the task's line in the lesson, which another element renders, perhaps later. */
  #watch(): void {
    const name = this.#told?.name ?? '';
    const { step, id } = parts(name);
    const line = document.querySelector(`[data-step="${CSS.escape(step)}"] pb-task[task="${CSS.escape(id)}"] .line`) ?? undefined;
    if (line === this.#watched) {
      return;
    }
    this.#sight?.disconnect();
    this.#watched = line;
    if (!line) {
      this.inView = false;
      return;
    }
    this.#sight = new IntersectionObserver((entries) => (this.inView = entries.at(-1)?.isIntersecting ?? false), {
      root: line.closest('.lesson'),
      // A line cut by a fraction of a pixel is still legible.
      threshold: 0.9,
    });
    this.#sight.observe(line);
  }
}

/** Why a task failed, or could not be judged. */
function causeOf({ state, diagnosis, reason }: Verdict): string | undefined {
  return state === 'failed' ? diagnosis?.text : state === 'inconclusive' ? reason : undefined;
}

customElements.define('pb-verdict', PbVerdict);
