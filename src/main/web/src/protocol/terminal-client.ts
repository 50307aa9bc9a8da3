import { ReconnectingSocket, type OpenSocket } from './reconnecting-socket.ts';

/** The screen of a terminal. */
export interface Screen {
  /** Draws, and calls back once the bytes are parsed; `news` if they were printed after the page was opened. */
  write(bytes: Uint8Array, news: boolean, parsed: () => void): void;
  /** Clears everything: another stream begins. */
  clear(): void;
  /** Bytes are missing before the next ones. */
  gap(bytes: number): void;
  /** Whether input, including the screen's own responses, reaches the shell. */
  accept(input: boolean): void;
}

export type TerminalState = 'connecting' | 'live' | 'reconnecting' | 'catching-up' | 'ended';

export interface Size {
  readonly cols: number;
  readonly rows: number;
}

type Control =
  | {
      readonly type: 'start';
      readonly offset: number;
      readonly gap?: number;
      readonly end?: number;
      /** Identifies the stream that offsets refer to; unique per machine. */
      readonly stream?: string;
    }
  | { readonly type: 'ended'; readonly status?: number }
  | { readonly type: 'catching-up' }
  | { readonly type: 'state'; readonly connected: boolean };

const ACKNOWLEDGE_EACH = 32 * 1024;
const INPUT_FRAME = 64 * 1024;
/** As in Linux's line discipline (N_TTY_BUF_SIZE). */
const EARLY_INPUT = 4096;

/**
 * Receives one terminal's stream and draws each byte once: tracks the absolute offset, requests the rest after a
 * disconnection, and acknowledges what was drawn, for flow control. Input while disconnected is buffered, within a
 * limit, and never sent to another shell.
 */
export class TerminalClient {
  readonly #url: string;
  readonly #screen: Screen;
  readonly #socket: ReconnectingSocket;
  readonly #changed: (state: TerminalState) => void;
  readonly #encoder = new TextEncoder();
  /** Undefined before the screen is drawn. */
  #size: Size | undefined;
  /** Whether the size was sent with the connection's address. */
  #sized = false;
  #state: TerminalState = 'connecting';
  /** Offset of the next byte to draw; undefined until the server has sent the stream's start. */
  #received: number | undefined;
  /** The stream of that offset. */
  #source: string | undefined;
  /** Bytes of the current connection before this offset are a replay. */
  #live = 0;
  /** Bytes from this offset on were printed since this page was opened. */
  #news = 0;
  #started = false;
  /** Whether input is sent to the shell at once. */
  #accepting = false;
  /** Buffered input, at most {@link EARLY_INPUT} bytes. */
  #early: Uint8Array<ArrayBuffer>[] = [];
  #parsed = 0;
  #acknowledged = 0;
  /** Number of the stream, to ignore the screen's late callbacks for an older one. */
  #stream = 0;

  constructor(url: string, screen: Screen, changed: (state: TerminalState) => void, open: OpenSocket, network: EventTarget) {
    this.#url = url;
    this.#screen = screen;
    this.#changed = changed;
    this.#socket = new ReconnectingSocket(
      {
        address: () => this.#address(),
        opened: () => this.#opened(),
        text: (data) => this.#control(data),
        bytes: (data) => this.#draw(data),
        dropped: () => this.#dropped(),
      },
      open,
      network,
    );
  }

  connect(): void {
    this.#accept(false);
    this.#socket.connect();
  }

  end(): void {
    this.#socket.end();
  }

  /** Reconnects, for example after the shell's end or with a new machine. */
  reconnect(): void {
    this.#enter('connecting');
    this.#socket.renew();
  }

  get state(): TerminalState {
    return this.#state;
  }

  /** Sends text, or buffers it until the shell is connected; false if it is lost. */
  input(text: string): boolean {
    const bytes = this.#encoder.encode(text);
    return this.#accepting ? this.#send(bytes) : this.#keep(bytes);
  }

  /** Sends one byte per character (mouse reports); false if not connected: they are not buffered. */
  binary(text: string): boolean {
    return this.#send(Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff));
  }

  resize(size: Size): void {
    if (size.cols !== this.#size?.cols || size.rows !== this.#size.rows) {
      this.#size = size;
      this.#sized = this.claimSize();
    }
  }

  /** Sends this page's size again, because the focused page determines it. False if not connected. */
  claimSize(): boolean {
    return this.#size !== undefined && this.#socket.send(JSON.stringify({ type: 'size', ...this.#size }));
  }

  #opened(): void {
    if (!this.#sized) {
      this.claimSize();
    }
  }

  #keep(bytes: Uint8Array<ArrayBuffer>): boolean {
    const kept = this.#early.reduce((sum, part) => sum + part.length, 0);
    const room = this.#state !== 'ended' && kept + bytes.length <= EARLY_INPUT;
    if (room) {
      this.#early.push(bytes);
    }
    return room;
  }

  #accept(input: boolean): void {
    this.#accepting = input;
    this.#screen.accept(input);
    if (input) {
      this.#early.splice(0).forEach((bytes) => this.#send(bytes));
    }
  }

  #send(bytes: Uint8Array<ArrayBuffer>): boolean {
    if (!this.#started) {
      return false;
    }
    for (let from = 0; from < bytes.length; from += INPUT_FRAME) {
      if (!this.#socket.send(bytes.slice(from, from + INPUT_FRAME))) {
        return false;
      }
    }
    return true;
  }

  #address(): string {
    const query = new URLSearchParams();
    this.#sized = this.#size !== undefined;
    if (this.#size) {
      query.set('cols', `${this.#size.cols}`);
      query.set('rows', `${this.#size.rows}`);
    }
    if (this.#received !== undefined) {
      query.set('from', `${this.#received}`);
      if (this.#source !== undefined) {
        query.set('stream', this.#source);
      }
    }
    this.#started = false;
    return `${this.#url}?${query}`;
  }

  #control(data: string): void {
    let control: Control;
    try {
      control = JSON.parse(data) as Control;
    } catch {
      return;
    }
    switch (control.type) {
      case 'start':
        this.#start(control.offset, control.gap ?? 0, control.end ?? control.offset, control.stream);
        break;
      case 'ended':
        // Reconnecting would start a new shell, which the learner must request.
        this.#socket.rest();
        this.#started = false;
        this.#early = [];
        this.#accept(false);
        this.#enter('ended');
        break;
      case 'catching-up':
        this.#enter('catching-up');
        break;
      case 'state':
        this.#accept(control.connected && this.#parsed >= this.#live);
        // Without any output so far this is the first connection.
        this.#enter(control.connected ? 'live' : this.#received ? 'reconnecting' : 'connecting');
        break;
    }
  }

  #start(offset: number, gap: number, end: number, source: string | undefined): void {
    const other = source !== this.#source;
    this.#source = source;
    if (this.#received !== undefined && (other || offset < this.#received)) {
      this.#screen.clear();
      this.#received = undefined;
      this.#early = [];
    }
    if (this.#received === undefined) {
      this.#stream += 1;
      this.#news = end;
    }
    if (gap > 0 && this.#received !== undefined) {
      this.#screen.gap(gap);
    }
    this.#started = true;
    this.#received = offset;
    this.#parsed = offset;
    this.#acknowledged = offset;
    this.#live = end;
    this.#enter('live');
    this.#accept(offset >= end);
  }

  #draw(bytes: Uint8Array): void {
    if (!this.#started || this.#received === undefined) {
      return;
    }
    if (this.#state === 'catching-up') {
      this.#enter('live');
    }
    const replayLeft = this.#live - this.#received;
    if (replayLeft > 0 && replayLeft < bytes.length) {
      this.#drawPart(bytes.subarray(0, replayLeft));
      this.#drawPart(bytes.subarray(replayLeft));
    } else {
      this.#drawPart(bytes);
    }
  }

  #drawPart(bytes: Uint8Array): void {
    const stream = this.#stream;
    const begin = this.#received ?? 0;
    const end = begin + bytes.length;
    this.#received = end;
    this.#screen.write(bytes, begin >= this.#news, () => {
      if (stream === this.#stream) {
        this.#acknowledge(end);
      }
    });
  }

  #acknowledge(offset: number): void {
    this.#parsed = Math.max(this.#parsed, offset);
    if (offset === this.#live && this.#state === 'live') {
      this.#accept(true);
    }
    if (this.#parsed - this.#acknowledged >= ACKNOWLEDGE_EACH) {
      this.#acknowledged = this.#parsed;
      this.#socket.send(JSON.stringify({ type: 'ack', offset: this.#parsed }));
    }
  }

  #dropped(): void {
    this.#started = false;
    this.#accept(false);
    this.#enter(this.#received === undefined ? 'connecting' : 'reconnecting');
  }

  #enter(state: TerminalState): void {
    if (state !== this.#state) {
      this.#state = state;
      this.#changed(state);
    }
  }
}
