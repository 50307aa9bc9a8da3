import { html, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';

/** A choice; its html is the author's. */
export interface Choice {
  readonly id: string;
  readonly html: string;
}

/** A question and its choices. */
export interface Asked {
  readonly ask: string;
  readonly choices: readonly Choice[];
}

/** Parses the server's `<div class="ask">…</div><ul><li data-choice="…">…</li>…</ul>`. */
export function readAsked(element: Element): Asked {
  return {
    ask: element.querySelector('.ask')?.innerHTML ?? '',
    choices: [...element.querySelectorAll<HTMLElement>('li[data-choice]')].map((item) => ({
      id: item.dataset['choice']!,
      html: item.innerHTML,
    })),
  };
}

/** The choices as radio buttons in one group; `classes` has CSS classes by choice. */
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
