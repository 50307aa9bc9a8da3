/** A cable as it is drawn wherever one of its ends is named. */
export interface Cable {
  readonly ends: readonly [string, string];
  /** 0 to 5: colour and pattern, which always go together. */
  readonly style: number;
}

export const STYLES = 6;

const DEVICE = '[A-Za-z][A-Za-z0-9_.-]{0,14}';
const MADE = new RegExp(`ip\\s+link\\s+add\\s+(?:name\\s+|dev\\s+)?(${DEVICE})\\s+type\\s+veth\\s+peer\\s+(?:name\\s+)?(${DEVICE})`, 'g');
const VETH = /^veth(\d{1,4})(_p)?$/;

/**
 * Gives every veth pair one colour and pattern, in the order in which the lesson speaks of them.
 * A pair is known from the command that makes it; before the lesson has shown that command, from
 * the habit of the course: `veth1` and `veth1_p` belong together where a `_p` name occurs, else
 * `veth0` and `veth1`, `veth2` and `veth3`.
 */
export class CableStyles {
  readonly #cables = new Map<string, Cable>();
  #count = 0;

  /** Learns the pairs that a text makes or names. Earlier knowledge stays. */
  read(text: string): void {
    for (const [, first, second] of text.matchAll(MADE)) {
      this.#pair(first!, second!);
    }
    const names = new Set(text.match(/\bveth\d{1,4}(?:_p)?\b/g) ?? []);
    for (const name of names) {
      if (!this.#cables.has(name)) {
        const [first, second] = this.#habit(name, names);
        this.#pair(first, second);
      }
    }
  }

  /** The cable that a device is an end of, if it is one. */
  find(device: string): Cable | undefined {
    return this.#cables.get(device);
  }

  #habit(name: string, names: ReadonlySet<string>): [string, string] {
    const [, digits, peer] = VETH.exec(name)!;
    if (peer || names.has(`${name}_p`)) {
      return [`veth${digits}`, `veth${digits}_p`];
    }
    const even = Number(digits) - (Number(digits) % 2);
    return [`veth${even}`, `veth${even + 1}`];
  }

  #pair(first: string, second: string): void {
    if (first === second || this.#cables.has(first) || this.#cables.has(second)) {
      return;
    }
    const cable: Cable = { ends: [first, second], style: this.#count++ % STYLES };
    this.#cables.set(first, cable);
    this.#cables.set(second, cable);
  }
}
