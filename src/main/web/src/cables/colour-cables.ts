import type { CableBook } from './cable-book.ts';

/** Gives every device name in the prose the look of the cable that it is an end of. */
export function colourCables(root: ParentNode, cables: CableBook): void {
  for (const code of root.querySelectorAll(':not(pre) > code:not(.cable)')) {
    const found = cables.find(code.textContent?.trim() ?? '');
    if (found) {
      code.classList.add('cable', `style${found.style}`);
    }
  }
}
