import { SearchAddon, type ISearchOptions } from '@xterm/addon-search';
import type { Terminal } from '@xterm/xterm';
import { html, type TemplateResult } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';
import { locale } from '../../texts/texts.ts';
import { isDark } from '../../theme/theme.ts';
import { searchColours } from './terminal-theme.ts';

/** Limit of counted and marked matches. */
const MOST_MARKS = 1000;

interface Found {
  /** The selected match, from 0; below 0 if unknown. */
  readonly index: number;
  readonly count: number;
}

/** Searches all of a terminal's output, newest first. */
export class PbSearch extends LabElement {
  static override properties = { screen: { attribute: false }, found: { state: true } };

  declare screen: Terminal;
  /** Undefined without a search. */
  declare private found: Found | undefined;
  #search: SearchAddon | undefined;
  protected override inputs = (): readonly unknown[] => [];

  /** Takes the focus, with the selected text as the query if it is one line. */
  begin(): void {
    void this.updateComplete.then(() => {
      const selected = this.screen.getSelection();
      const input = this.#input;
      if (selected && !selected.includes('\n')) {
        input.value = selected;
      }
      input.focus();
      input.select();
      this.#anew();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#search?.dispose();
    this.#search = undefined;
  }

  protected override render(): TemplateResult {
    const t = this.texts.terminals.search;
    return html`<div class="search-bar" role="search" @keydown=${this.#key}>
      <input
        type="text"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        aria-label=${t.label}
        placeholder=${t.label}
        @input=${() => this.#anew()}
      />
      <span class="found" role="status">${this.#said()}</span>
      <button class="tool" type="button" aria-label=${t.previous} title=${t.previous} @click=${() => this.#go(-1)}>
        <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M5 12l5-5 5 5" /></svg>
      </button>
      <button class="tool" type="button" aria-label=${t.next} title=${t.next} @click=${() => this.#go(1)}>
        <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M5 8l5 5 5-5" /></svg>
      </button>
      <button class="tool" type="button" aria-label=${t.close} title=${t.close} @click=${() => this.#close()}>
        <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M5 5l10 10M15 5L5 15" /></svg>
      </button>
    </div>`;
  }

  get #input(): HTMLInputElement {
    return this.querySelector('input')!;
  }

  #said(): string {
    const t = this.texts.terminals.search;
    if (!this.found) {
      return '';
    }
    const { index, count } = this.found;
    const number = (n: number): string => n.toLocaleString(locale(this.session.language));
    if (count === 0) {
      return t.none;
    }
    return index < 0 ? t.many(number(count)) : t.place(number(index + 1), number(count));
  }

  /** Starts a new search: shows the newest match. */
  #anew(): void {
    this.screen.clearSelection();
    if (this.#input.value) {
      this.#go(-1);
    } else {
      this.#search?.clearDecorations();
      this.found = undefined;
    }
  }

  #go(way: -1 | 1): void {
    const sought = this.#input.value;
    if (!sought) {
      return;
    }
    const options: ISearchOptions = { decorations: searchColours(isDark()) };
    if (way < 0) {
      this.#engine().findPrevious(sought, options);
    } else {
      this.#engine().findNext(sought, options);
    }
  }

  #engine(): SearchAddon {
    if (!this.#search) {
      const search = new SearchAddon({ highlightLimit: MOST_MARKS });
      this.screen.loadAddon(search);
      search.onDidChangeResults(({ resultIndex, resultCount }) => {
        this.found = this.#input.value ? { index: resultIndex, count: resultCount } : undefined;
      });
      this.#search = search;
    }
    return this.#search;
  }

  #close(): void {
    this.dispatchEvent(new Event('close'));
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.isComposing) {
      return;
    }
    if (event.key === 'Escape') {
      this.#close();
    } else if (event.key === 'Enter' && event.target === this.#input && !event.ctrlKey) {
      this.#go(event.shiftKey ? 1 : -1);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
}

customElements.define('pb-search', PbSearch);
