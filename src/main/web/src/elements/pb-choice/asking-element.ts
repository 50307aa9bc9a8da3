import type { PropertyDeclarations } from 'lit';
import { LabElement } from '../../lab/lab-element.ts';
import { readAsked, type Asked } from './choices.ts';

/** Base for elements with choices: reads the server's HTML in it, and keeps the selection. */
export abstract class AskingElement extends LabElement {
  static override properties: PropertyDeclarations = { picked: { state: true } };

  /** The selection, not sent yet. */
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
