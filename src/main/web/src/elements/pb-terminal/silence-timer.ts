/** Output within this time is the echo of the typed line. */
const ECHO_MS = 500;
const LONG_MS = 2500;

/** Reports when a started command prints nothing for long, until it has printed something. */
export class SilenceTimer {
  readonly #tell: (long: boolean) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listens = false;

  /** @param tell called when the silence has become long, and when it ends */
  constructor(tell: (long: boolean) => void) {
    this.#tell = tell;
  }

  begin(): void {
    this.end();
    this.#timer = setTimeout(() => {
      this.#listens = true;
      this.#timer = setTimeout(() => this.#tell(true), LONG_MS);
    }, ECHO_MS);
  }

  /** Output was printed. */
  heard(): void {
    if (this.#listens) {
      this.end();
    }
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#listens = false;
    this.#tell(false);
  }
}
