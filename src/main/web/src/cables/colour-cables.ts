import type { CableStyles } from './cable-styles.ts';

/** Styles every device name in the prose like its cable. */
export function colourCables(root: ParentNode, cables: CableStyles): void {
  for (const code of root.querySelectorAll(':not(pre) > code:not(.cable)')) {
    const found = cables.find(code.textContent?.trim() ?? '');
    if (found) {
      code.classList.add('cable', `style${found.style}`);
    }
  }
}
