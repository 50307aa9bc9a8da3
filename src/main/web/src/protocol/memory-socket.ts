import type { Socket } from './reconnecting-socket.ts';

/** A server for tests: provides sockets within this process and records what they send. */
export class MemoryServer {
  readonly sockets: MemorySocket[] = [];
  readonly open = (url: string): Socket => {
    const socket = new MemorySocket(url);
    this.sockets.push(socket);
    return socket;
  };

  /** The newest connection. */
  get latest(): MemorySocket {
    return this.sockets.at(-1)!;
  }
}

export class MemorySocket implements Socket {
  readonly url: string;
  readonly sent: (string | Uint8Array)[] = [];
  binaryType: BinaryType = 'blob';
  readyState = 0;
  onopen: ((event: Event) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;

  constructor(url: string) {
    this.url = url;
  }

  /** Accepts the connection. */
  accept(): this {
    this.readyState = 1;
    this.onopen?.(new Event('open'));
    return this;
  }

  say(frame: object): this {
    this.onmessage?.({ data: JSON.stringify(frame) } as MessageEvent);
    return this;
  }

  sayText(data: string): this {
    this.onmessage?.({ data } as MessageEvent);
    return this;
  }

  bytes(text: string): this {
    this.onmessage?.({ data: new TextEncoder().encode(text).buffer } as MessageEvent);
    return this;
  }

  /** Breaks the connection. */
  drop(): void {
    this.readyState = 3;
    this.onclose?.({} as CloseEvent);
  }

  send(data: string | Uint8Array): void {
    this.sent.push(data);
  }

  close(): void {
    this.readyState = 3;
  }

  get json(): unknown[] {
    return this.sent.filter((data) => typeof data === 'string').map((data) => JSON.parse(data) as unknown);
  }

  get typed(): string {
    return this.sent
      .filter((data) => typeof data !== 'string')
      .map((data) => new TextDecoder().decode(data))
      .join('');
  }
}
