import { svg, html, type TemplateResult } from 'lit';
import type { DisplayedVerdict } from '../../lab/lab-state.ts';

const MARKS: Record<DisplayedVerdict['state'], TemplateResult<2>> = {
  open: svg`<circle class="ring" cx="10" cy="10" r="7.25"/>`,
  judging: svg`<circle class="ring" cx="10" cy="10" r="7.25"/><circle class="pin" cx="10" cy="10" r="2.6"/>`,
  holding: svg`<circle class="ring" cx="10" cy="10" r="7.25"/><path class="held" d="M6.2 10.4l2.6 2.6 5-5.6"/>`,
  passed: svg`<circle class="full" cx="10" cy="10" r="8"/><path class="tick" d="M6.2 10.4l2.6 2.6 5-5.6"/>`,
  failed: svg`<path class="ring" d="M4.6 14.9a7.25 7.25 0 0 1 10.3-10.3M17.2 9.1a7.25 7.25 0 0 1-8.2 8.1"/><path class="cross" d="M7.4 7.4l5.2 5.2M12.6 7.4l-5.2 5.2"/>`,
  inconclusive: svg`<circle class="ring dots" cx="10" cy="10" r="7.25"/><path class="cross" d="M6.8 10h6.4"/>`,
  regressed: svg`<circle class="ring" cx="10" cy="10" r="7.25"/><path class="half" d="M10 2.75a7.25 7.25 0 0 0 0 14.5z"/>`,
};

/** The icon beside a task: its shape shows the state, not only its colour. */
export function verdictIcon(state: DisplayedVerdict['state']): TemplateResult {
  return html`<svg viewBox="0 0 20 20" aria-hidden="true">${MARKS[state]}</svg>`;
}
