import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { colourCables } from '../../cables/colour-cables.ts';
import { columnWidth, isUnbreakable } from '../../cables/line-breaks.ts';
import { LabElement } from '../../lab/lab-element.ts';
import { isSteady, onlyReads, parts, points, type LabState } from '../../lab/lab-state.ts';
import { resultsByStep, type StepResult } from '../../lab/results.ts';
import type { StepInfo } from '../../protocol/messages.ts';
import '../pb-hand-in/pb-hand-in.ts';
import '../pb-prediction/pb-prediction.ts';
import '../pb-question/pb-question.ts';
import '../pb-show/pb-show.ts';
import '../pb-task/pb-task.ts';

const TICK = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M4.5 10.8l3.6 3.6 7.4-8.4" /></svg>`;

/** The lesson: a row of step buttons, and the current step. */
export class PbSteps extends LabElement {
  #shown: string | undefined;
  #focusHeading = false;
  #unkept: LabState['unkept'];
  /** The next step, while the server opens it. */
  #onward: string | undefined;
  readonly #arrivals = new MutationObserver(() => this.#decorate());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#arrivals.observe(this, { childList: true, subtree: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#arrivals.disconnect();
  }

  /** Shows the previous or next step, if it is unlocked or opens after this one was read. */
  move(by: -1 | 1): void {
    const step = this.session.step();
    const target = this.lab.steps.find((other) => step && other.index === step.index + by);
    if (step && target && (target.state !== 'locked' || this.#opens(step))) {
      this.#turn(step, target);
    }
  }

  /** Scrolls to a task, named as `step/task`; if it is passed and its step completed, to the button that continues. */
  async show(name: string): Promise<void> {
    const named = parts(name);
    const step = this.lab.steps.find(({ id }) => id === named.step);
    if (step) {
      this.session.view.set({ ...this.session.view.value, step: step.id, place: 'lesson' });
      await this.updateComplete;
      const task = this.querySelector<HTMLElement>(`pb-task[task="${CSS.escape(named.id)}"] .task`);
      const on =
        step.state === 'done' && this.lab.verdicts[name]?.state === 'passed'
          ? this.querySelector<HTMLElement>('.step-foot .button.first')
          : undefined;
      const target = on ?? task;
      target?.scrollIntoView({ block: 'nearest' });
      target?.focus({ preventScroll: true });
    }
  }

  protected override render(): TemplateResult {
    const step = this.session.step();
    if (!step) {
      return html`<p class="loading" role="status">${this.texts.lab.loading}</p>`;
    }
    const t = this.texts.steps;
    const { steps } = this.lab;
    const reached = points(this.lab);
    const position = steps.findIndex((other) => other.id === step.id);
    return html`
      <nav class="panel-row" aria-label=${t.progress}>
        <p>
          <span>${t.stepOf(position + 1, steps.length)}</span>
          ${reached.of > 0 && (!this.lab.handIn || this.lab.handIn.state === 'done') ? html`<span class="reached">${t.points(reached.reached, reached.of)}</span>` : nothing}
        </p>
        <ol>
          ${steps.map(
            (other, index) => html`<li>
              <button
                type="button"
                class="step-button ${this.#mark(other)}"
                aria-current=${other.id === step.id ? 'step' : nothing}
                ?disabled=${other.state === 'locked'}
                title=${t.stepName(index + 1, other.title)}
                aria-label=${[t.stepName(index + 1, other.title), ...this.#markInWords(other)].join(', ')}
                @click=${() => this.#go(other)}
              >
                ${this.#mark(other) === 'done' ? TICK : index + 1}
              </button>
            </li>`,
          )}
        </ol>
      </nav>
      <pb-hand-in></pb-hand-in>
      ${keyed(
        step.id,
        html`<article class="prose" data-step=${step.id}>
          <h2 class="step-title" tabindex="-1">${step.title}</h2>
          <div class="content">${unsafeHTML(step.html ?? '')}</div>
          ${this.#foot(step, position)} ${this.lab.handIn ? nothing : this.#question(step, position)}
        </article>`,
      )}
    `;
  }

  /**
   * State of a step's button. After judging, a step is done if it has earned all its points; one without tasks has
   * none.
   */
  #mark(step: StepInfo): StepInfo['state'] | 'missed' {
    if (!this.#judged) {
      return step.state;
    }
    const result = this.#result(step);
    return result === undefined ? 'open' : result.reached === result.of ? 'done' : 'missed';
  }

  #markInWords(step: StepInfo): readonly string[] {
    const result = this.#result(step);
    return this.#judged
      ? result === undefined
        ? []
        : [this.texts.steps.points(result.reached, result.of)]
      : [this.texts.steps[step.state]];
  }

  get #judged(): boolean {
    return this.lab.handIn?.state === 'done';
  }

  #result(step: StepInfo): StepResult | undefined {
    return resultsByStep(this.lab).find((result) => result.step.id === step.id);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const onward = this.lab.steps.find((other) => other.id === this.#onward);
    if (onward && onward.state !== 'locked') {
      this.#onward = undefined;
      this.#go(onward);
      return;
    }
    const step = this.session.step();
    if (this.lab.unkept !== this.#unkept) {
      this.#unkept = this.lab.unkept;
      if (step?.id === this.#unkept?.step) {
        this.#dialog()?.showModal();
      }
    }
    if (step && step.id !== this.#shown) {
      this.#shown = step.id;
      this.closest('.lesson')?.scrollTo({ top: 0 });
      const lesson = document.querySelector('.where')?.textContent ?? '';
      document.title = [`${step.index + 1}. ${step.title}`, lesson, 'Patchbay'].join(' · ');
    }
    if (this.#focusHeading) {
      this.#focusHeading = false;
      this.querySelector<HTMLElement>('.step-title')?.focus({ preventScroll: true });
    }
  }

  /**
   * Post-processes authored text: cable colours, unbroken short commands, long lines that can be scrolled by keyboard.
   */
  #decorate(): void {
    colourCables(this, this.session.cables);
    for (const code of this.querySelectorAll(':not(pre, figcaption) > code:not(.nowrap)')) {
      if (isUnbreakable(code.textContent ?? '')) {
        code.classList.add('nowrap');
      }
    }
    for (const pre of this.querySelectorAll<HTMLElement>('pre:not([tabindex])')) {
      const text = pre.textContent?.trimEnd() ?? '';
      pre.tabIndex = 0;
      // A command may be wrapped; the columns of a table or a drawing may not.
      if (text.includes('\n')) {
        pre.style.setProperty('--columns', `${columnWidth(text)}`);
      } else {
        pre.classList.add('one-line');
      }
    }
  }

  #foot(step: StepInfo, position: number): TemplateResult {
    const t = this.texts.steps;
    const before = this.lab.steps[position - 1];
    const after = this.lab.steps[position + 1];
    const opens = this.#opens(step);
    const open = after && (after.state !== 'locked' || opens);
    return html`<footer class="step-foot">
      <p role="status">
        ${this.lab.handIn ? nothing : step.state === 'done' ? (after ? t.doneLine : t.lessonDone) : open || !after ? nothing : t.lockedLine}
      </p>
      <div>
        ${before ? html`<button class="button" type="button" @click=${() => this.#go(before)}>${t.previous}</button>` : nothing}
        ${
          open
            ? html`<button
              class="button ${step.state === 'done' || opens ? 'first' : ''}"
              type="button"
              ?disabled=${after.state === 'locked' && !this.lab.connected}
              @click=${() => this.#turn(step, after)}
            >
              ${t.next}<span class="next-title">${after.title}</span>
            </button>`
            : nothing
        }
        ${!after && step.state === 'done' ? this.#onwards() : nothing}
      </div>
      ${
        this.lab.handIn
          ? nothing
          : html`<div>
            <button class="quiet" type="button" data-rewind ?disabled=${!isSteady(this.lab)} @click=${(event: MouseEvent) => this.#goBack(event, step)}>
              ${position === 0 ? t.startOver : t.rewind}
            </button>
            <pb-show></pb-show>
          </div>`
      }
    </footer>`;
  }

  /** What follows the lesson, as the server rendered it when the page was loaded. */
  #onwards(): TemplateResult {
    const lab = this.closest('pb-lab');
    const next = lab?.getAttribute('next');
    const toCourse = html`<a class="button ${next ? '' : 'first'}" href="/">${this.texts.lab.toCourse}</a>`;
    return next
      ? html`<form method="post" action="/labs">
            <button class="button first" name="lesson" value=${next}>
              ${this.texts.steps.nextLesson}<span class="next-title">${lab?.getAttribute('next-title')}</span>
            </button>
          </form>
          ${toCourse}`
      : toCourse;
  }

  #question(step: StepInfo, position: number): TemplateResult {
    const t = this.texts.steps;
    return html`<dialog class="asking" data-rewinding aria-labelledby="rewind-question" aria-describedby="rewind-consequence">
      <h2 id="rewind-question">${t.rewindQuestion}</h2>
      <p id="rewind-consequence">${t.rewindUnkept} ${position === 0 ? t.startOverConsequence : t.rewindConsequence}</p>
      <form method="dialog">
        <button class="button" autofocus>${t.rewindNo}</button>
        <button class="button first" type="button" data-yes @click=${() => this.#rewind(step)}>${t.rewindYes}</button>
      </form>
    </dialog>`;
  }

  #dialog(): HTMLDialogElement | null {
    return this.querySelector('dialog[data-rewinding]');
  }

  /** At once, if it can be undone. The second click of a double click asks for nothing more. */
  #goBack(event: MouseEvent, step: StepInfo): void {
    if (event.detail < 2) {
      this.#focusHeading = this.session.ask({ type: 'rewind', step: step.id, undoable: true });
    }
  }

  #rewind(step: StepInfo): void {
    this.#dialog()?.close();
    this.#focusHeading = this.session.ask({ type: 'rewind', step: step.id, undoable: false });
  }

  /** Whether continuing from this step opens the next one. */
  #opens(step: StepInfo): boolean {
    return !this.lab.handIn && step.state === 'open' && onlyReads(this.lab, step);
  }

  #turn(from: StepInfo, to: StepInfo): void {
    if (to.state !== 'locked') {
      this.#go(to);
    } else if (this.session.ask({ type: 'go-on', step: from.id })) {
      this.#onward = to.id;
    }
  }

  #go(step: StepInfo): void {
    this.#focusHeading = true;
    this.session.view.set({ ...this.session.view.value, step: step.id, place: 'lesson' });
  }
}

customElements.define('pb-steps', PbSteps);
