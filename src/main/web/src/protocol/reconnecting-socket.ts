import { backoff } from './backoff.ts';

/** The part of the browser's WebSocket that is used. */
export interface Socket {
  binaryType: BinaryType;
  readonly readyState: number;
  onopen: ((event: Event) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number): void;
}

export type OpenSocket = (url: string) => Socket;

export interface SocketListener {
  /** The address to connect to, evaluated at each attempt. */
  address(): string;
  opened(): void;
  text(data: string): void;
  bytes(data: Uint8Array): void;
  /** The connection is lost and will be retried, after this number of consecutive failures. */
  dropped(failures: number): void;
}

const OPEN = 1;

/**
 * A web socket that reconnects: after growing delays, or at once when the browser is online again. Without a connection
 * sending is refused, not queued: the caller knows what is still valid later.
 */
export class ReconnectingSocket {
  readonly #listener: SocketListener;
  readonly #open: OpenSocket;
  readonly #network: EventTarget;
  #socket: Socket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #resting = false;

  constructor(listener: SocketListener, open: OpenSocket, network: EventTarget) {
    this.#listener = listener;
    this.#open = open;
    this.#network = network;
  }

  connect(): void {
    this.#network.addEventListener('online', this.#retryNow);
    this.#network.addEventListener('offline', this.#lose);
    this.#attempt();
  }

  /** Closes the socket for good. */
  end(): void {
    this.rest();
    this.#network.removeEventListener('online', this.#retryNow);
    this.#network.removeEventListener('offline', this.#lose);
  }

  /** Stays disconnected until it is renewed. */
  rest(): void {
    this.#resting = true;
    clearTimeout(this.#timer);
    this.#release();
  }

  get connected(): boolean {
    return this.#socket?.readyState === OPEN;
  }

  /** Sends; false if there is no connection. */
  send(data: string | Uint8Array<ArrayBuffer>): boolean {
    if (!this.#socket || this.#socket.readyState !== OPEN) {
      return false;
    }
    this.#socket.send(data);
    return true;
  }

  /** Closes the connection, if any, and opens a new one at once. */
  renew(): void {
    this.#resting = false;
    this.#release();
    this.#attempt();
  }

  readonly #retryNow = (): void => {
    if (!this.#resting) {
      this.#failures = 0;
      this.renew();
    }
  };

  readonly #lose = (): void => {
    if (this.#socket) {
      this.#release();
      this.#retryLater();
    }
  };

  #attempt(): void {
    clearTimeout(this.#timer);
    const socket = this.#open(this.#listener.address());
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.#listener.opened();
    socket.onmessage = ({ data }: MessageEvent) => {
      // Reset the failures on the first message: a server may accept a connection and close it at once.
      this.#failures = 0;
      if (typeof data === 'string') {
        this.#listener.text(data);
      } else {
        this.#listener.bytes(new Uint8Array(data as ArrayBuffer));
      }
    };
    socket.onclose = () => {
      this.#release();
      this.#retryLater();
    };
    this.#socket = socket;
  }

  #retryLater(): void {
    this.#failures += 1;
    this.#listener.dropped(this.#failures);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#attempt(), backoff(this.#failures, Math.random()));
  }

  /** Ignores further events of an abandoned socket, which are stale. */
  #release(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }
}
