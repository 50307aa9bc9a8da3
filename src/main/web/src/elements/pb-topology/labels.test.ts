import type { SVGTemplateResult } from 'lit';
import { expect, test } from 'vitest';
import { sampleDevice } from '../../topology/samples.ts';
import { marksWidth } from '../../topology/mark-places.ts';
import { deviceSize } from '../../topology/shape.ts';
import { deviceLabel } from './labels.ts';

/** The numbers in a template and its nested templates. */
function numbers(value: unknown): readonly number[] {
  if (typeof value === 'number') {
    return [value];
  }
  const within = Array.isArray(value) ? value : typeof value === 'object' && value && 'values' in value ? value.values : [];
  return Array.isArray(within) ? within.flatMap(numbers) : [];
}

test.each([0.08, 0.5, 0.75, 1, 4])('at the scale %d everything on a device has a place, with addresses and without', (scale) => {
  for (const addresses of [[], ['10.70.5.1/24'], ['10.70.5.1/24', '10.70.6.1/24']]) {
    const device = sampleDevice('1/2', { mac: '02:00:00:00:00:01', addresses });
    const written = numbers(deviceLabel(device, deviceSize(device), scale));
    expect(written.length).toBeGreaterThan(4);
    expect(written.filter((number) => !Number.isFinite(number))).toEqual([]);
  }
});

/** The text sizes in a template and its nested templates. */
function sizes({ strings, values }: SVGTemplateResult): readonly number[] {
  return values.flatMap((value, i) => {
    const nested = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'object' && one && 'values' in one);
    return strings[i]?.endsWith('font-size=') ? [Number(value)] : nested.flatMap(sizes);
  });
}

test.each([
  sampleDevice('1/1', { name: 'lo', kind: 'loopback' }),
  sampleDevice('1/2', { name: 'veth1_p' }),
  sampleDevice('1/3', { addresses: ['10.70.9.11/24'] }),
])('at 0.6 of its size what stands on $name can be read', (device) => {
  const scale = 0.6;
  const mac = device.kind === 'loopback' ? 0 : 1;
  const written = sizes(deviceLabel(device, deviceSize(device), scale, marksWidth(deviceSize(device).width, 1, scale)));
  // The hardware address comes last, and is hidden there.
  const shown = written.slice(0, written.length - mac);
  expect(shown).toHaveLength(1 + device.addresses.length);
  expect(Math.min(...shown) * scale).toBeGreaterThanOrEqual(9.5);
});
