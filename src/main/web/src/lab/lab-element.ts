import { LitElement, type PropertyValues } from 'lit';
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
 * a property or one of its {@link inputs} changes.
 */
export abstract class LabElement extends LitElement {
  #session: LabSession | undefined;
  #stop: readonly (() => void)[] = [];
  /** The inputs that it was drawn with. */
  #drawn: readonly unknown[] = [];

  /** What it shows of its session, besides its properties; by default all that is known of the lab, and the view. */
  protected inputs: () => readonly unknown[] = () => [this.lab, this.session.view.value, this.session.gone.value];

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    const question = new SessionRequest();
    this.dispatchEvent(question);
    this.#session = question.session;
    if (this.#session) {
      const { state, view, gone, network, journeys, watching } = this.#session;
      const changed = (): void => {
        const inputs = this.inputs();
        if (inputs.length !== this.#drawn.length || inputs.some((input, i) => input !== this.#drawn[i])) {
          this.requestUpdate();
        }
      };
      this.#stop = [state, view, gone, network, journeys, watching].map((store) => store.watch(changed));
    }
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop.forEach((stop) => stop());
    this.#stop = [];
  }

  protected override update(changed: PropertyValues): void {
    this.#drawn = this.inputs();
    super.update(changed);
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
