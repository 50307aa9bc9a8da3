import { html, type TemplateResult } from 'lit';
import type { CableStyles } from './cable-styles.ts';
import { isUnbreakable } from './line-breaks.ts';

/** Renders the server's plain text: names in backticks as code, and device names in their cable's style. */
export function sentence(text: string, cables: CableStyles): readonly (string | TemplateResult)[] {
  return text.split('`').flatMap((part, index) => (index % 2 === 1 ? [code(part, cables)] : words(part, cables)));
}

function words(text: string, cables: CableStyles): readonly (string | TemplateResult)[] {
  return text.split(/([A-Za-z][\w.-]*\w)/).map((word) => (cables.find(word) ? code(word, cables) : word));
}

function code(name: string, cables: CableStyles): TemplateResult {
  const found = cables.find(name);
  return html`<code class="${isUnbreakable(name) ? 'nowrap' : ''} ${found ? `cable style${found.style}` : ''}">${name}</code>`;
}
