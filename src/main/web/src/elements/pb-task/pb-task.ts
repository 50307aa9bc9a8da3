import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { sentence } from '../../cables/sentence.ts';
import { LabElement } from '../../lab/lab-element.ts';
import { awaitsAnswer, key, type DisplayedVerdict } from '../../lab/lab-state.ts';
import type { Diagnosis, Verdict } from '../../protocol/messages.ts';
import { locale } from '../../texts/texts.ts';
import '../pb-insert/pb-insert.ts';
import { verdictIcon } from './verdict-icon.ts';

/** Verdicts with a marker in the recordings. */
const RECORDED: readonly DisplayedVerdict['state'][] = ['passed', 'failed', 'regressed', 'holding'];

/** A task with its verdict, the diagnosis after a failed attempt, and its hints. The authored text is its content. */
export class PbTask extends LabElement {
  static override properties = { task: { type: String } };

  declare task: string;
  readonly #words = document.createElement('div');
  /** The number of hints when another was requested. */
  #asked: number | undefined;
  protected override inputs = (): readonly unknown[] => {
    const name = key(this.step, this.task);
    const { verdicts, hints, hintCounts, shown, handIn, steps, questions } = this.lab;
    return [verdicts[name], hints[name], hintCounts[name], shown[name], handIn, steps, questions];
  };

  override connectedCallback(): void {
    if (!this.#words.isConnected) {
      this.#words.className = 'words';
      this.#words.append(this.takeContent());
    }
    super.connectedCallback();
  }

  protected override render(): TemplateResult {
    const step = this.step;
    const name = key(step, this.task);
    const known: Verdict = this.lab.verdicts[name] ?? { state: 'open', points: 0 };
    const verdict: DisplayedVerdict = this.lab.handIn?.state === 'judging' ? { state: 'judging', points: known.points } : known;
    const shown = this.lab.hints[name] ?? [];
    const hints = this.lab.hintCounts[name] ?? 0;
    const earns = this.lab.shown[name];
    const mayAsk = hints > shown.length && verdict.state !== 'passed' && verdict.state !== 'regressed';
    return html`
      <div class="task" data-state=${verdict.state} tabindex="-1">
        <span class="verdict-icon">${verdictIcon(verdict.state)}</span>
        <div class="body">
          ${this.#words}
          <p class="line">
            <span class="state">${this.#stateLine(verdict)}</span>
            ${RECORDED.includes(verdict.state) ? this.#moment(name) : nothing}
            ${earns === undefined ? nothing : html`<span class="shown">${this.texts.task.shown}</span>`}
            ${verdict.points > 0 ? html`<span class="points">${this.#points(earns ?? verdict.points)}</span>` : nothing}
          </p>
          ${verdict.state === 'failed' && verdict.diagnosis ? this.#diagnosis(verdict.diagnosis) : nothing}
          ${verdict.state === 'inconclusive' && verdict.reason ? html`<p class="reason">${sentence(verdict.reason, this.session.cables)}</p>` : nothing}
          ${
            verdict.state === 'regressed'
              ? html`<p class="reason">
                ${this.texts.task.regressedLine}
                ${verdict.diagnosis ? sentence(verdict.diagnosis.text, this.session.cables) : nothing}
              </p>`
              : nothing
          }
          ${shown.length > 0 ? this.#hints(shown, hints) : nothing}
          ${
            mayAsk
              ? html`<button class="quiet" type="button" @click=${() => this.#ask(step, shown.length)}>
                ${shown.length === 0 ? this.texts.task.hint : this.texts.task.nextHint}
              </button>`
              : nothing
          }
        </div>
      </div>
    `;
  }

  /** Moves the focus to a requested hint; the button that had it is gone with the last one. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const hints = this.querySelectorAll<HTMLElement>('.hints > li');
    if (this.#asked !== undefined && hints.length > this.#asked) {
      this.#asked = undefined;
      hints.item(hints.length - 1).focus();
    }
  }

  #ask(step: string, shown: number): void {
    this.#asked = this.session.ask({ type: 'hint', step, task: this.task }) ? shown : undefined;
  }

  #moment(name: string): TemplateResult {
    const t = this.texts.task;
    return html`<a
      class="moment"
      href="/labs/${encodeURIComponent(this.session.lab)}/verdicts/${name}"
      target="_blank"
      rel="noopener"
      title=${t.momentOpens}
      >${t.moment}</a
    >`;
  }

  #stateLine(verdict: DisplayedVerdict): TemplateResult {
    const words: Record<DisplayedVerdict['state'], string> = this.texts.task;
    if (verdict.state === 'passed' && verdict.at) {
      const time = new Date(verdict.at).toLocaleTimeString(locale(this.session.language), {
        hour: '2-digit',
        minute: '2-digit',
      });
      return html`${words.passed} <time datetime=${verdict.at}>${this.texts.task.at(time)}</time>`;
    }
    if (this.lab.handIn && verdict.state === 'open') {
      return html`${this.texts.handIn.open}`;
    }
    if (verdict.state === 'open' && awaitsAnswer(this.lab, this.step)) {
      return html`${this.texts.task.afterAnswer}`;
    }
    return html`${words[verdict.state]}`;
  }

  #points(n: number): string {
    return n > 0 ? this.texts.task.points(n) : this.texts.task.noPoints;
  }

  #diagnosis(diagnosis: Diagnosis): TemplateResult {
    const t = this.texts.task;
    return html`
      <div class="diagnosis">
        <ol class="strip" aria-label=${t.layers}>
          ${diagnosis.sound.map((layer) => html`<li class="sound">${layer.name}<span class="visually-hidden"> ${t.sound}</span></li>`)}
          <li class="broken">${diagnosis.layerName}<span class="visually-hidden"> ${t.broken}</span></li>
        </ol>
        <p>${sentence(diagnosis.text, this.session.cables)}</p>
        ${diagnosis.evidence.map(
          (quote) => html`<figure class="evidence">
            <figcaption>${t.seen} <code>${quote.source}</code></figcaption>
            ${quote.text === '' ? nothing : html`<pre tabindex="0">${quote.text}</pre>`}
          </figure>`,
        )}
        ${diagnosis.see ? html`<p class="see">${t.seeIt} <pb-insert .command=${diagnosis.see}></pb-insert></p>` : nothing}
      </div>
    `;
  }

  #hints(shown: readonly string[], of: number): TemplateResult {
    return html`<ol class="hints" aria-label=${this.texts.task.hints}>
      ${shown.map(
        (hint, index) => html`<li tabindex="-1">
          <span class="number">${this.texts.task.hintNumber(index + 1, Math.max(of, shown.length))}</span>
          <div class="content">${unsafeHTML(hint)}</div>
        </li>`,
      )}
    </ol>`;
  }
}

customElements.define('pb-task', PbTask);
