import { expect, test } from 'vitest';
import { sampleDevice } from '../../topology/samples.ts';
import { deviceSize } from '../../topology/shape.ts';
import { deviceLabel } from './labels.ts';

/** The numbers in a template and in the templates in it. */
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
