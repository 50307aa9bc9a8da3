import { expect, test } from 'vitest';
import type { Device, Namespace, Topology } from '../protocol/messages.ts';
import { commandsFor } from './commands.ts';
import { graphOf } from './graph.ts';
import { failuresById } from './failures.ts';
import { pathOf } from './path.ts';
import { sampleDevice, sampleNamespace } from './samples.ts';
import { condition, signature } from './shape.ts';

const device = (id: string, name: string, more: Partial<Device> = {}): Device => sampleDevice(id, { name, ...more });

const namespace = (id: string, name: string, devices: Device[], more: Partial<Namespace> = {}): Namespace =>
  sampleNamespace(id, devices, { kind: name === '' ? 'init' : 'named', name, ...more });

const bridged = (addresses: string[] = []): Topology => ({
  namespaces: [
    namespace('1', '', [
      device('1/1', 'lo', { kind: 'loopback' }),
      device('1/2', 'br0', { kind: 'bridge' }),
      device('1/3', 'veth1', { bridge: '1/2' }),
    ]),
    namespace('2', 'left', [device('2/2', 'eth0', { addresses })]),
  ],
  wires: [{ from: '1/3', to: '2/2' }],
});

test('edges connect ports with bridges, and the ends of pairs', () => {
  const graph = graphOf(bridged(), (id) => id);
  expect(graph.edges?.map(({ sources, targets }) => [...sources, ...targets])).toEqual([
    ['1/3', '2/2'],
    ['1/2', '1/3'],
  ]);
});

test("a device's text does not move it, unless it needs more room", () => {
  expect(signature(bridged(['10.0.0.1/24']))).toBe(signature(bridged(['10.0.0.2/24'])));
  expect(signature(bridged(['10.0.0.1/24']))).not.toBe(signature(bridged()));
});

test('a device that is up without a carrier is waiting', () => {
  expect(condition(device('1/1', 'a'))).toBe('up');
  expect(condition(device('1/1', 'a', { carrier: false }))).toBe('waiting');
  expect(condition(device('1/1', 'a', { up: false, carrier: false }))).toBe('down');
});

test('splines are curves of three points, the rest are straight lines', () => {
  const at = (x: number) => ({ x, y: 0 });
  const way = (bendPoints: { x: number; y: number }[]) => pathOf([{ id: 's', startPoint: at(0), bendPoints, endPoint: at(9) }]);
  expect(way([])).toBe('M0 0L9 0');
  expect(way([at(1), at(2)])).toBe('M0 0C1 0 2 0 9 0');
});

test('each namespace is entered the way that it can be', () => {
  const eth0 = device('2/2', 'eth0');
  expect(commandsFor(namespace('1', '', []), eth0)?.routes).toBe('ip route show dev eth0');
  expect(commandsFor(namespace('2', 'left', []), eth0)?.routes).toBe('ip -n left route show dev eth0');
  expect(commandsFor(namespace('2', 'web', [], { kind: 'container', pid: 7 }), eth0)?.fdb).toBe('nsenter -n -t 7 bridge fdb show br eth0');
  expect(commandsFor(namespace('2', '', [], { kind: 'nameless' }), eth0)).toBeUndefined();
});

test('a failure is marked in its own namespace, and nowhere else', () => {
  const marked = (about: string, state: 'failed' | 'passed' = 'failed'): string[] => {
    const diagnosis = { layer: 'link', layerName: 'link', about, text: 't', sound: [], evidence: [] };
    return [...failuresById(bridged(), { 's/t': { state, points: 1, diagnosis } }).keys()];
  };
  expect(marked('left/eth0')).toEqual(['2/2']);
  expect(marked('br0')).toEqual(['1/2']);
  expect(marked('left')).toEqual(['2']);
  // Missing in the expected namespace: a device of that name elsewhere is not marked.
  expect(marked('eth0')).toEqual([]);
  expect(marked('left/eth0', 'passed')).toEqual([]);
});

test('a failure without a device is marked in the namespace of its command', () => {
  const picture: Topology = { ...bridged(), namespaces: [...bridged().namespaces, namespace('9', 'web', [], { kind: 'container' })] };
  const marked = (layer: string, about: string, see?: string): string[] => {
    const diagnosis = { layer, layerName: layer, about, text: 't', sound: [], evidence: [], ...(see ? { see } : {}) };
    return [...failuresById(picture, { 's/t': { state: 'failed', points: 1, diagnosis } }).keys()];
  };
  expect(marked('filter', 'FORWARD', 'iptables -t filter -S FORWARD')).toEqual(['1']);
  expect(marked('filter', 'left/INPUT', 'ip netns exec left iptables -S INPUT')).toEqual(['2']);
  expect(marked('setting', 'ipv4.ip_forward', 'ip netns exec left sysctl net.ipv4.ip_forward')).toEqual(['2']);
  expect(marked('route', '10.9.9.9', 'ip route get 10.9.9.9')).toEqual(['1']);
  expect(marked('transport', '80/tcp', "nsenter -n -t $(docker inspect -f '{{.State.Pid}}' web) ss -ltn")).toEqual(['9']);
  expect(marked('container', 'web', 'docker ps -a')).toEqual(['9']);
  expect(marked('container', 'gone', 'docker ps -a')).toEqual([]);
  expect(marked('route', '10.9.9.9', 'ip netns exec gone ip route get 10.9.9.9')).toEqual([]);
  // A missing command is no fault of the network.
  expect(marked('tool', 'route', 'route -n')).toEqual([]);
  expect(marked('nat', '10.9.9.9')).toEqual([]);
});
