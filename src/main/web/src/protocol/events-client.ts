import { ReconnectingSocket, type OpenSocket } from './reconnecting-socket.ts';
import type { Message, PageRequest } from './messages.ts';

/** Where an event stands: a server's epoch, and a number that only grows within it. */
interface Position {
  readonly epoch: string;
  readonly seq: number;
}

export interface EventsListener {
  event(event: Message): void;
  /** Whether the client is connected; with the number of consecutive failures. */
  connection(connected: boolean, failures: number): void;
}

/**
 * Receives a lab's events exactly once, in order: after a disconnection it sends its position and gets the rest, or the
 * full state if the server's epoch has changed.
 */
export class EventsClient {
  readonly #socket: ReconnectingSocket;
  readonly #listener: EventsListener;
  #position: Position | undefined;

  constructor(url: string, listener: EventsListener, open: OpenSocket, network: EventTarget) {
    this.#listener = listener;
    this.#socket = new ReconnectingSocket(
      {
        address: () => url,
        opened: () => this.#opened(),
        text: (data) => this.#received(data),
        bytes: () => undefined,
        dropped: (failures) => listener.connection(false, failures),
      },
      open,
      network,
    );
  }

  connect(): void {
    this.#socket.connect();
  }

  end(): void {
    this.#socket.end();
  }

  /** Sends a request; false if there is no connection. */
  send(request: PageRequest): boolean {
    return this.#socket.send(JSON.stringify(request));
  }

  #opened(): void {
    this.send({ type: 'hello', seq: 0, ...this.#position });
    this.#listener.connection(true, 0);
  }

  #received(data: string): void {
    const frame = parse(data);
    if (!frame) {
      return;
    }
    if (['error', 'unkept', 'network', 'journeys'].includes(frame.type)) {
      this.#listener.event(frame);
      return;
    }
    if (frame.type !== 'state') {
      if (this.#position && frame.epoch !== this.#position.epoch) {
        // Another epoch: wait for the full state.
        this.#position = undefined;
        this.#socket.renew();
        return;
      }
      if (!this.#position || frame.seq <= this.#position.seq) {
        return;
      }
    }
    this.#position = { epoch: frame.epoch, seq: frame.seq };
    this.#listener.event(frame);
  }
}

function parse(data: string): (Message & Position) | undefined {
  try {
    const frame: unknown = JSON.parse(data);
    return typeof frame === 'object' && frame !== null && 'type' in frame ? (frame as Message & Position) : undefined;
  } catch {
    return undefined;
  }
}
