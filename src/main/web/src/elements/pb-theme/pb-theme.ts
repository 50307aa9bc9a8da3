import { html, svg, LitElement, type TemplateResult } from 'lit';
import { languageOf, textsOf } from '../../texts/texts.ts';
import { chooseTheme, themeChoice, type ThemeChoice } from '../../theme/theme.ts';

const NEXT: Record<ThemeChoice, ThemeChoice> = { auto: 'light', light: 'dark', dark: 'auto' };

const SIGNS: Record<ThemeChoice, TemplateResult<2>> = {
  auto: svg`<circle cx="10" cy="10" r="6.5"/><path d="M10 3.5a6.5 6.5 0 0 0 0 13z" fill="currentcolor"/>`,
  light: svg`<circle cx="10" cy="10" r="6.5"/>`,
  dark: svg`<circle cx="10" cy="10" r="6.5" fill="currentcolor"/>`,
};

/** Light, dark, or the system's theme. */
export class PbTheme extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const t = textsOf(languageOf(document.documentElement.lang)).theme;
    const choice = themeChoice();
    const label = `${t.label}: ${t[choice]}`;
    return html`<button class="tool" type="button" title=${label} @click=${this.#turn}>
      <svg viewBox="0 0 20 20" aria-hidden="true">${SIGNS[choice]}</svg><span class="words">${label}</span>
    </button>`;
  }

  readonly #turn = (): void => {
    chooseTheme(NEXT[themeChoice()]);
    this.requestUpdate();
  };
}

customElements.define('pb-theme', PbTheme);
