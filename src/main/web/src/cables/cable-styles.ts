/** The style of a cable, used wherever one of its ends is named. */
export interface Cable {
  readonly ends: readonly [string, string];
  /** 0 to 5: selects colour and pattern together. */
  readonly style: number;
}

export const STYLES = 6;

const DEVICE = '[A-Za-z][A-Za-z0-9_.-]{0,14}';
const MADE = new RegExp(`ip\\s+link\\s+add\\s+(?:name\\s+|dev\\s+)?(${DEVICE})\\s+type\\s+veth\\s+peer\\s+(?:name\\s+)?(${DEVICE})`, 'g');
const VETH = /^veth(\d{1,4})(_p)?$/;

/**
 * Assigns a style to each veth pair, in the order in which the lesson names them. Pairs are taken from the commands
 * that create them; before such a command, from the course's naming: `veth1` and `veth1_p` if any `_p` name occurs,
 * else `veth0` and `veth1`, `veth2` and `veth3`.
 */
export class CableStyles {
  readonly #cables = new Map<string, Cable>();
  #count = 0;

  /** Adds the pairs that a text creates or names to those known before. */
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

  /** The cable of which a device is an end. */
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
