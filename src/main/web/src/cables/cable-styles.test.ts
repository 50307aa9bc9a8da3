import { expect, test } from 'vitest';
import { CableStyles } from './cable-styles.ts';

function book(...texts: string[]): CableStyles {
  const cables = new CableStyles();
  texts.forEach((text) => cables.read(text));
  return cables;
}

test('both ends of a pair have the same style', () => {
  const cables = book('ip link add left type veth peer name right');
  expect(cables.find('left')).toBeDefined();
  expect(cables.find('left')).toBe(cables.find('right'));
  expect(cables.find('eth0')).toBeUndefined();
});

test('pairs have different styles, in the order of the lesson', () => {
  const cables = book('ip link add a0 type veth peer b0', 'ip link add name a1 type veth peer name b1');
  expect(cables.find('a0')?.style).toBe(0);
  expect(cables.find('b1')?.style).toBe(1);
});

test('before the command is shown, pairs follow the naming of the course', () => {
  expect(book('veth0 and veth1').find('veth1')?.ends).toEqual(['veth0', 'veth1']);
  const cables = book('container 1, veth1, veth1_p, bridge, veth2_p, veth2');
  expect(cables.find('veth1_p')?.ends).toEqual(['veth1', 'veth1_p']);
  expect(cables.find('veth2')?.ends).toEqual(['veth2', 'veth2_p']);
});

test('the first style is kept', () => {
  const cables = book('veth0 and veth1', 'ip link add veth1 type veth peer name veth9');
  expect(cables.find('veth1')?.ends).toEqual(['veth0', 'veth1']);
});
