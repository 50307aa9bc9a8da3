import { LitElement } from 'lit';
import type { Texts } from '../texts/texts.ts';
import type { LabState } from './lab-state.ts';
import type { LabSession } from './session.ts';

/** Fired by an element to get the session of its lab. */
export class SessionRequest extends Event {
  static readonly NAME = 'pb-session-request';
  session: LabSession | undefined;

  constructor() {
    super(SessionRequest.NAME, { bubbles: true, composed: true });
  }
}

/**
 * An element of the lab page. It renders into the page's own tree, so that one style sheet serves all, and updates when
 * state or view change.
 */
export abstract class LabElement extends LitElement {
  #session: LabSession | undefined;
  #stop: readonly (() => void)[] = [];

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    const question = new SessionRequest();
    this.dispatchEvent(question);
    this.#session = question.session;
    if (this.#session) {
      const draw = (): void => this.requestUpdate();
      this.#stop = [
        this.#session.state.watch(draw),
        this.#session.view.watch(draw),
        this.#session.gone.watch(draw),
        this.#session.network.watch(draw),
      ];
    }
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop.forEach((stop) => stop());
    this.#stop = [];
  }

  protected get session(): LabSession {
    if (!this.#session) {
      throw new Error(`<${this.localName}> stands outside a <pb-lab>`);
    }
    return this.#session;
  }

  protected get lab(): LabState {
    return this.session.state.value;
  }

  protected get texts(): Texts {
    return this.session.texts;
  }

  /** The id of the step that contains it. */
  protected get step(): string {
    return this.closest<HTMLElement>('[data-step]')?.dataset['step'] ?? '';
  }

  /** Removes the element's authored content, to be rendered elsewhere in it. */
  protected takeContent(): DocumentFragment {
    const content = document.createDocumentFragment();
    content.append(...this.childNodes);
    return content;
  }
}
