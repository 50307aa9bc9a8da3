import { ReconnectingSocket, type OpenSocket } from './reconnecting-socket.ts';
import type { LabEvent, PageRequest, Position } from './messages.ts';

export interface EventsListener {
  event(event: LabEvent): void;
  /** Whether events arrive; with how many attempts have failed in a row. */
  connection(connected: boolean, failures: number): void;
}

/**
 * A lab's events, each exactly once and in order: after a drop it names the last one it saw and
 * gets the rest, or the full state if the server's epoch is another.
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

  /** Asks the server for something; false if it could not be sent. */
  send(request: PageRequest): boolean {
    return this.#socket.send(JSON.stringify(request));
  }

  #opened(): void {
    this.#socket.send(JSON.stringify({ type: 'hello', epoch: this.#position?.epoch ?? null, seq: this.#position?.seq ?? 0 }));
    this.#listener.connection(true, 0);
  }

  #received(data: string): void {
    const frame = parse(data);
    if (!frame) {
      return;
    }
    if (frame.type === 'error' || frame.type === 'network' || frame.type === 'journeys') {
      this.#listener.event(frame);
      return;
    }
    if (frame.type !== 'state') {
      if (this.#position && frame.epoch !== this.#position.epoch) {
        // A server that forgot us speaks: only its full state makes sense of this event.
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

function parse(data: string): (LabEvent & Position) | undefined {
  try {
    const frame: unknown = JSON.parse(data);
    return typeof frame === 'object' && frame !== null && 'type' in frame ? (frame as LabEvent & Position) : undefined;
  } catch {
    return undefined;
  }
}
