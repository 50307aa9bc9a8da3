import { html, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';

/** One thing to choose; its html is the author's. */
export interface Choice {
  readonly id: string;
  readonly html: string;
}

/** What an author asked: the sentence or sentences, and the choices. */
export interface Asked {
  readonly ask: string;
  readonly choices: readonly Choice[];
}

/** Reads the server's `<div class="ask">…</div><ul><li data-choice="…">…</li>…</ul>`. */
export function readAsked(element: Element): Asked {
  return {
    ask: element.querySelector('.ask')?.innerHTML ?? '',
    choices: [...element.querySelectorAll<HTMLElement>('li[data-choice]')].map((item) => ({
      id: item.dataset['choice']!,
      html: item.innerHTML,
    })),
  };
}

/**
 * The choices as radio buttons, in one group with a name of its own on the page; `classes` are those of the choices that
 * something has been said of.
 */
export function choices(
  asked: Asked,
  name: string,
  chosen: string | undefined,
  disabled: boolean,
  classes: Readonly<Record<string, string>>,
  choose: (id: string) => void,
): TemplateResult {
  return html`<div class="choices">
    ${asked.choices.map(
      (choice) => html`<label class="choice ${classes[choice.id] ?? ''}">
        <input
          type="radio"
          name=${name}
          value=${choice.id}
          .checked=${chosen === choice.id}
          ?disabled=${disabled}
          @change=${() => choose(choice.id)}
        />
        <span>${unsafeHTML(choice.html)}</span>
      </label>`,
    )}
  </div>`;
}
