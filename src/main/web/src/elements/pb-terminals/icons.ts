import { svg, type SVGTemplateResult } from 'lit';

/** Icons of the terminals' buttons, in a view box of 20 by 20. */
export const ICONS = {
  open: svg`<path d="M10 4v12M4 10h12" />`,
  close: svg`<path d="M5 5l10 10M15 5L5 15" />`,
  search: svg`<circle cx="9" cy="9" r="4.5" /><path d="M12.5 12.5L16 16" />`,
  more: svg`<path d="M5 10h.01M10 10h.01M15 10h.01" stroke-width="2.6" />`,
  beside: svg`<path d="M3.5 4.5h13v11h-13zM10 4.5v11" />`,
  stacked: svg`<path d="M3.5 4.5h13v11h-13zM3.5 10h13" />`,
} satisfies Record<string, SVGTemplateResult>;
