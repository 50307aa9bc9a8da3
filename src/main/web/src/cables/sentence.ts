import { html, type TemplateResult } from 'lit';
import type { CableBook } from './cable-book.ts';
import { staysWhole } from './whole.ts';

/**
 * The server's plain sentence, in which names stand between backticks: these as code, and every
 * device that is a cable's end with that cable's look.
 */
export function sentence(text: string, cables: CableBook): readonly (string | TemplateResult)[] {
  return text.split('`').flatMap((part, index) => (index % 2 === 1 ? [code(part, cables)] : words(part, cables)));
}

function words(text: string, cables: CableBook): readonly (string | TemplateResult)[] {
  return text.split(/([A-Za-z][\w.-]*\w)/).map((word) => (cables.find(word) ? code(word, cables) : word));
}

function code(name: string, cables: CableBook): TemplateResult {
  const found = cables.find(name);
  return html`<code class="${staysWhole(name) ? 'whole' : ''} ${found ? `cable style${found.style}` : ''}">${name}</code>`;
}
