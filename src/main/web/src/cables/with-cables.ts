import { html, type TemplateResult } from 'lit';
import type { CableBook } from './cable-book.ts';

/** A plain sentence in which every device that is a cable's end has that cable's look. */
export function withCables(text: string, cables: CableBook): readonly (string | TemplateResult)[] {
  return text.split(/([A-Za-z][\w.-]*\w)/).map((part) => {
    const found = cables.find(part);
    return found ? html`<code class="cable style${found.cable.style} end${found.end}">${part}</code>` : part;
  });
}
