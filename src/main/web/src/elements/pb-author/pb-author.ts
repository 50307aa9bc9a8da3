import { html, nothing, type TemplateResult } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';

/** For authors: differences between the lab's lesson and its files, and links to start at any step. */
export class PbAuthor extends LabElement {
  protected override inputs = (): readonly unknown[] => [this.lab.edition, this.lab.steps, this.session.view.value.step];
  protected override render(): TemplateResult | typeof nothing {
    const { edition, steps } = this.lab;
    if (!edition) {
      return nothing;
    }
    const t = this.texts.author;
    const here = this.session.step()?.id;
    const action = `/labs/${encodeURIComponent(this.session.lab)}/restart`;
    return html`<section class="author" aria-label=${t.label}>
      <form method="post" action=${action}>
        <label for="author-step">${t.step}</label>
        <select id="author-step" name="step">
          ${steps.map(
            (step, index) => html`<option value=${step.id} ?selected=${step.id === here}>${t.stepName(index + 1, step.title)}</option>`,
          )}
        </select>
        <button class="button">${t.go}</button>
      </form>
      <p role="status">
        ${
          edition.outdated
            ? html`${t.outdated}
              <button class="quiet" type="submit" form="author-anew" name="step" value=${here ?? ''}>${t.anew}</button>`
            : t.current
        }
      </p>
      <form id="author-anew" method="post" action=${action} hidden></form>
      ${
        edition.problems.length > 0
          ? html`<div class="problems" role="status">
            <p>${t.problems(edition.problems.length)}</p>
            <pre tabindex="0" aria-label=${t.problems(edition.problems.length)}>${edition.problems.join('\n')}</pre>
          </div>`
          : nothing
      }
    </section>`;
  }
}

customElements.define('pb-author', PbAuthor);
