import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MemoryServer } from './memory-socket.ts';
import { TerminalClient, type Screen, type TerminalState } from './terminal-client.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A screen that collects a string and parses on request. */
class PaperScreen implements Screen {
  text = '';
  news = '';
  accepting = false;
  readonly #unparsed: (() => void)[] = [];

  write(bytes: Uint8Array, news: boolean, parsed: () => void): void {
    this.text += new TextDecoder().decode(bytes);
    this.news += news ? new TextDecoder().decode(bytes) : '';
    this.#unparsed.push(parsed);
  }

  clear(): void {
    this.text = '';
  }

  gap(bytes: number): void {
    this.text += `[${bytes} lost]`;
  }

  accept(input: boolean): void {
    this.accepting = input;
  }

  parse(): void {
    this.#unparsed.splice(0).forEach((parsed) => parsed());
  }
}

function connected() {
  const server = new MemoryServer();
  const screen = new PaperScreen();
  const states: TerminalState[] = [];
  const client = new TerminalClient('ws://host/labs/a/terminals/t1', screen, (state) => states.push(state), server.open, new EventTarget());
  client.connect();
  const comeBack = () => {
    vi.advanceTimersByTime(10_000);
    return server.latest.accept();
  };
  return { server, screen, states, client, comeBack };
}

test('a new page requests everything, and sends its size as soon as it is known', () => {
  const { server, client, comeBack } = connected();
  expect(server.latest.url).toBe('ws://host/labs/a/terminals/t1?');
  client.resize({ cols: 80, rows: 24 });
  expect(server.latest.accept().json).toEqual([{ type: 'size', cols: 80, rows: 24 }]);
  server.latest.drop();
  const socket = comeBack();
  expect(socket.url).toBe('ws://host/labs/a/terminals/t1?cols=80&rows=24');
  expect(socket.json).toEqual([]);
});

test('after a disconnection the rest is requested, without duplicates or gaps', () => {
  const { server, screen, comeBack } = connected();
  server.latest.accept().say({ type: 'start', offset: 100, gap: 0 }).bytes('one ');
  server.latest.drop();
  const socket = comeBack();
  expect(socket.url).toContain('from=104');
  socket.say({ type: 'start', offset: 104, gap: 0 }).bytes('two');
  expect(screen.text).toBe('one two');
});

test('output from before the page was opened is no news, missed output since is', () => {
  const { server, screen, comeBack } = connected();
  server.latest.accept().say({ type: 'start', offset: 0, gap: 0, end: 4 }).bytes('old new ');
  expect(screen.news).toBe('new ');
  server.latest.drop();
  comeBack().say({ type: 'start', offset: 8, gap: 0, end: 15 }).bytes('missed more');
  expect(screen.news).toBe('new missed more');
});

test('a gap is reported', () => {
  const { server, screen, comeBack } = connected();
  server.latest.accept().say({ type: 'start', offset: 0, gap: 0 }).bytes('one ');
  server.latest.drop();
  comeBack().say({ type: 'start', offset: 1000, gap: 996 }).bytes(' two');
  expect(screen.text).toBe('one [996 lost] two');
});

test('a stream that begins before what was drawn is another machine: the screen is cleared', () => {
  const { server, screen, comeBack } = connected();
  server.latest.accept().say({ type: 'start', offset: 0 }).bytes('old shell');
  server.latest.drop();
  comeBack().say({ type: 'start', offset: 0 }).bytes('new');
  expect(screen.text).toBe('new');
});

test("another machine's stream starts from its beginning, even if its offset is higher", () => {
  const { server, screen, comeBack } = connected();
  server.latest.accept().say({ type: 'start', stream: 'lab-a.t1', offset: 0 }).bytes('given up');
  server.latest.drop();
  const socket = comeBack();
  expect(socket.url).toContain('from=8&stream=lab-a.t1');
  socket.say({ type: 'start', stream: 'lab-b.t1', offset: 100, gap: 0 }).bytes('gone back');
  expect(screen.text).toBe('gone back');
});

test('bytes before the start are not drawn', () => {
  const { server, screen } = connected();
  server.latest.accept().bytes('too early');
  expect(screen.text).toBe('');
});

test('a replay is drawn without answering its queries; what follows is live', () => {
  const { server, screen } = connected();
  server.latest.accept().say({ type: 'start', offset: 0, gap: 0, end: 6 });
  server.latest.bytes('replaylive');
  expect(screen.accepting).toBe(false);
  screen.parse();
  expect(screen.accepting).toBe(true);
  expect(screen.text).toBe('replaylive');
});

test('parsed bytes are acknowledged every 32 KiB', () => {
  const { server, screen } = connected();
  server.latest.accept().say({ type: 'start', offset: 5 }).bytes('x'.repeat(20_000));
  screen.parse();
  expect(server.latest.json).toEqual([]);
  server.latest.bytes('x'.repeat(20_000));
  expect(server.latest.json).toEqual([]);
  screen.parse();
  expect(server.latest.json).toEqual([{ type: 'ack', offset: 40_005 }]);
});

test('input goes out as bytes in frames of at most 64 KiB', () => {
  const { server, client } = connected();
  server.latest.accept().say({ type: 'start', offset: 0 });
  expect(client.input('é'.repeat(50_000))).toBe(true);
  expect(server.latest.sent.map((data) => data.length)).toEqual([65_536, 34_464]);
});

test('input before the connection is sent once, in order', () => {
  const { server, screen, client, comeBack } = connected();
  expect(client.input('a')).toBe(true);
  server.latest.accept();
  client.input('b');
  server.latest.say({ type: 'start', offset: 0, end: 2 });
  client.input('c');
  expect(server.latest.sent).toEqual([]);
  server.latest.bytes('# ');
  screen.parse();
  client.input('d');
  expect(server.latest.typed).toBe('abcd');
  server.latest.say({ type: 'state', connected: false });
  client.input('e');
  server.latest.say({ type: 'state', connected: true });
  expect(server.latest.typed).toBe('abcde');
  server.latest.drop();
  client.input('f');
  const socket = comeBack().say({ type: 'start', offset: 2 });
  expect(socket.typed).toBe('f');
});

test('input is sent after the replay when the shell is connected during it', () => {
  const { server, screen, client } = connected();
  server.latest.accept().say({ type: 'start', offset: 0, end: 2 }).say({ type: 'state', connected: false }).bytes('# ');
  client.input('x');
  server.latest.say({ type: 'state', connected: true });
  expect(server.latest.sent).toEqual([]);
  screen.parse();
  expect(server.latest.typed).toBe('x');
});

test('buffered input is limited, and a key without room does not cut earlier input', () => {
  const { server, client } = connected();
  server.latest.accept();
  expect(client.input('x'.repeat(4096))).toBe(true);
  expect(client.input('y')).toBe(false);
  server.latest.say({ type: 'start', offset: 0 });
  expect(server.latest.typed).toBe('x'.repeat(4096));
});

test('input for one shell is not sent to another', () => {
  const { server, client, comeBack } = connected();
  server.latest.accept().say({ type: 'start', stream: 'lab-a.t1', offset: 0 });
  server.latest.drop();
  client.input('for a');
  const socket = comeBack().say({ type: 'start', stream: 'lab-b.t1', offset: 0 });
  expect(socket.typed).toBe('');
  socket.say({ type: 'state', connected: false });
  client.input('for b');
  socket.say({ type: 'ended', status: 0 });
  expect(client.input('for nobody')).toBe(false);
  client.reconnect();
  server.latest.accept().say({ type: 'start', stream: 'lab-b.t1', offset: 0 });
  expect(server.latest.typed).toBe('');
});

test('binary reports keep their bytes', () => {
  const { server, client } = connected();
  server.latest.accept().say({ type: 'start', offset: 0 });
  client.binary('\x1b[M\xff\x80');
  expect(server.latest.sent[0]).toEqual(Uint8Array.of(0x1b, 0x5b, 0x4d, 0xff, 0x80));
});

test('an ended shell is not restarted automatically', () => {
  const { server, states, client } = connected();
  server.latest.accept().say({ type: 'start', offset: 0 }).say({ type: 'ended', status: 0 });
  vi.advanceTimersByTime(60_000);
  expect(server.sockets.length).toBe(1);
  expect(states).toEqual(['live', 'ended']);
  client.reconnect();
  server.latest.accept().say({ type: 'start', offset: 0 });
  expect(states).toEqual(['live', 'ended', 'connecting', 'live']);
});

test('the size is sent when it changes and when the focus returns', () => {
  const { server, client } = connected();
  server.latest.accept().say({ type: 'start', offset: 0 });
  client.resize({ cols: 100, rows: 30 });
  client.resize({ cols: 100, rows: 30 });
  client.claimSize();
  const size = { type: 'size', cols: 100, rows: 30 };
  expect(server.latest.json).toEqual([size, size]);
});

test('invalid control frames do no harm', () => {
  const { server, states } = connected();
  server.latest.accept().sayText('{').say({ type: 'start', offset: 0 }).say({ type: 'unheard-of' });
  expect(states).toEqual(['live']);
});

test('the first connection to a shell is not a reconnection', () => {
  const { server, states } = connected();
  server.latest.accept().say({ type: 'start', offset: 0 }).say({ type: 'state', connected: false });
  expect(states).toEqual(['live', 'connecting']);
  server.latest.say({ type: 'state', connected: true }).bytes('# ').say({ type: 'state', connected: false });
  expect(states).toEqual(['live', 'connecting', 'live', 'reconnecting']);
});
