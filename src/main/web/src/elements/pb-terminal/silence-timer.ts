/** What comes at once is the rest of the typed line. */
const ECHO_MS = 500;
const LONG_MS = 2500;

/** Notices when a command that has begun prints nothing for long. Once it has printed something, it is left alone. */
export class SilenceTimer {
  readonly #tell: (long: boolean) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listens = false;

  /** @param tell is told when the silence has become long, and when it is over */
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

  /** Something was printed. */
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
