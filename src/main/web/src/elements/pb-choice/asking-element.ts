import type { PropertyDeclarations } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';
import { readAsked, type Asked } from './choices.ts';

/** An element with something to choose: takes what the server rendered inside it, and remembers what is picked. */
export abstract class AskingElement extends LabElement {
  static override properties: PropertyDeclarations = { picked: { state: true } };

  /** Not sent yet. */
  declare protected picked: string | undefined;
  protected asked: Asked = { ask: '', choices: [] };
  #read = false;

  override connectedCallback(): void {
    if (!this.#read) {
      this.#read = true;
      this.asked = readAsked(this);
      this.replaceChildren();
    }
    super.connectedCallback();
  }
}
