import { expect, test } from 'vitest';
import { joined } from '../protocol/journey.ts';
import type { Device, Hop, Journey, Topology } from '../protocol/messages.ts';
import { sampleDevice, sampleNamespace as namespace } from './samples.ts';
import { outcome, segmentsTo, visits } from './frame-path.ts';

const device = (id: string, bridge?: string): Device => sampleDevice(id, { mac: '', ...(bridge === undefined ? {} : { bridge }) });

/** c1 and c2 on a bridge; init has an address there and another device. */
const topology: Topology = {
  namespaces: [
    namespace('init', [device('br'), device('p1', 'br'), device('p2', 'br'), device('up')]),
    namespace('c1', [device('e1')]),
    namespace('c2', [device('e2')]),
  ],
  wires: [
    { from: 'p1', to: 'e1' },
    { from: 'e2', to: 'p2' },
  ],
};

const hop = (at: string, after?: number, more: Partial<Hop> = {}): Hop => ({
  device: at,
  name: at,
  namespace: 'init',
  sent: false,
  micros: 0,
  did: '',
  shown: '',
  ...(after === undefined ? {} : { after }),
  ...more,
});

const journey = (...hops: Hop[]): Journey => ({ number: 1, caption: '', at: '', hops });

const five = journey(hop('e1'), hop('p1', 0), hop('br', 1), hop('p2', 2), hop('e2', 3));

test('five hops lead over a wire, into the bridge, out of it and over a wire', () => {
  expect(five.hops.map((_, index) => segmentsTo(five, index, topology))).toEqual([
    [],
    [{ edge: 'wire p1 e1', back: true }],
    [{ edge: 'port p1', back: true }],
    [{ edge: 'port p2', back: false }],
    [{ edge: 'wire e2 p2', back: true }],
  ]);
});

test('without a capture on the bridge itself the path still leads through it', () => {
  expect(segmentsTo(journey(hop('p1'), hop('p2', 0)), 1, topology)).toEqual([
    { edge: 'port p1', back: true },
    { edge: 'port p2', back: false },
  ]);
});

test('a routed frame goes straight from device to device', () => {
  expect(segmentsTo(journey(hop('br'), hop('up', 0)), 1, topology)).toEqual([{ from: 'br', to: 'up' }]);
});

test('a removed device has no path, and a flooded copy starts where it branched off', () => {
  expect(segmentsTo(journey(hop('e1'), hop('gone')), 1, topology)).toEqual([]);
  const flooded = journey(hop('p1'), hop('p2', 0), hop('e2', 1), hop('br', 0));
  expect(segmentsTo(flooded, 3, topology)).toEqual([{ edge: 'port p1', back: true }]);
});

test('a device that a frame passes twice has both numbers', () => {
  const twice = journey(hop('br'), hop('up', 0), hop('br', 1));
  expect(visits(twice, 1).get('br')).toEqual([0]);
  expect(visits(twice, 2).get('br')).toEqual([0, 2]);
});

test('the outcome is the best known end of a path', () => {
  const ends = (...all: Hop['end'][]): Journey => journey(...all.map((end) => hop('e1', undefined, end ? { end } : {})));
  expect(outcome(ends(undefined, 'unknown'))).toBe('unknown');
  expect(outcome(ends('unknown', 'dropped'))).toBe('dropped');
  expect(outcome(ends('unknown', 'copy'))).toBe('unknown');
  expect(outcome(ends('taken', 'dropped'))).toBe('taken');
  expect(outcome({ ...ends('dropped'), answer: 2 })).toBe('answered');
});

test('the page keeps what it has, takes what is new, and drops what is gone', () => {
  const one = journey(hop('e1'));
  const two = { ...one, number: 2 };
  const grown = { ...one, answer: 2 };
  expect(joined([one], { numbers: [1, 2], told: [two] })).toEqual([one, two]);
  expect(joined([one, two], { numbers: [1, 2], told: [grown] })).toEqual([grown, two]);
  expect(joined([one, two], { numbers: [], told: [] })).toEqual([]);
});
