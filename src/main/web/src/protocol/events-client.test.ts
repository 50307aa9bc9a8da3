import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EventsClient } from './events-client.ts';
import { MemoryServer } from './memory-socket.ts';
import type { Message } from './messages.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const state = (epoch: string, seq: number) => ({
  epoch,
  seq,
  type: 'state',
  provisioning: { phase: 'ready' },
  steps: [],
  verdicts: {},
  questions: {},
  predictions: {},
  hints: {},
  hintCounts: {},
  shown: {},
  terminals: [],
  notices: [],
});

function connected() {
  const server = new MemoryServer();
  const network = new EventTarget();
  const events: Message[] = [];
  const connections: [boolean, number][] = [];
  const client = new EventsClient(
    'ws://host/labs/a/events',
    {
      event: (event) => events.push(event),
      connection: (...args) => connections.push(args),
    },
    server.open,
    network,
  );
  client.connect();
  return { server, network, events, connections, client };
}

const notice = (epoch: string, seq: number, text = `${seq}`) => ({ epoch, seq, type: 'notice', level: 'info', text });

test('a new page sends no epoch', () => {
  const { server } = connected();
  expect(server.latest.accept().json).toEqual([{ type: 'hello', seq: 0 }]);
});

test('after a disconnection it sends its position, and a repeated event is received once', () => {
  const { server, events } = connected();
  server.latest.accept().say(state('k1', 4)).say(notice('k1', 5)).say(notice('k1', 5));
  server.latest.drop();
  vi.advanceTimersByTime(10_000);
  server.latest.accept();
  expect(server.latest.json).toEqual([{ type: 'hello', epoch: 'k1', seq: 5 }]);
  server.latest.say(notice('k1', 5)).say(notice('k1', 6));
  expect(events.map((event) => event.type)).toEqual(['state', 'notice', 'notice']);
});

test('an event of another epoch makes it ask for the full state', () => {
  const { server, events } = connected();
  server.latest.accept().say(state('k1', 4)).say(notice('k2', 1));
  expect(server.latest.accept().json).toEqual([{ type: 'hello', seq: 0 }]);
  server.latest.say(state('k2', 1)).say(notice('k2', 2));
  expect(events.map((event) => event.type)).toEqual(['state', 'state', 'notice']);
});

test('invalid messages are ignored', () => {
  const { server, events } = connected();
  server.latest.accept().sayText('{').sayText('null').sayText('[]').sayText('7').say({ epoch: 'k1', seq: 1 });
  expect(events).toEqual([]);
});

test('an error responds to a request and has no number', () => {
  const { server, events } = connected();
  server.latest.accept().say(state('k1', 4)).say({ type: 'error', text: 'no' }).say(notice('k1', 5));
  expect(events.map((event) => event.type)).toEqual(['state', 'error', 'notice']);
});

test('coming online reconnects at once', () => {
  const { server, network, connections } = connected();
  server.latest.accept();
  network.dispatchEvent(new Event('offline'));
  expect(connections.at(-1)).toEqual([false, 1]);
  network.dispatchEvent(new Event('online'));
  expect(server.sockets.length).toBe(2);
  server.latest.accept();
  expect(connections.at(-1)).toEqual([true, 0]);
});

test('events of an abandoned connection are ignored', () => {
  const { server, network, events } = connected();
  const first = server.latest.accept().say(state('k1', 1));
  network.dispatchEvent(new Event('offline'));
  first.say(notice('k1', 2));
  expect(events.length).toBe(1);
});

test('requests without a connection are refused, not queued', () => {
  const { server, client } = connected();
  expect(client.send({ type: 'stay' })).toBe(false);
  server.latest.accept();
  expect(client.send({ type: 'stay' })).toBe(true);
  client.end();
  vi.advanceTimersByTime(60_000);
  expect(server.sockets.length).toBe(1);
});

test('delays grow for a server that accepts and closes each connection', () => {
  const { server } = connected();
  for (let second = 0; second < 60; second++) {
    if (server.latest.readyState === 0) {
      server.latest.accept().drop();
    }
    vi.advanceTimersByTime(1000);
  }
  expect(server.sockets.length).toBeLessThan(15);
});
