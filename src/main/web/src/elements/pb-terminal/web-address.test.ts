import { expect, test } from 'vitest';
import { webAddress } from './web-address.ts';

test('only web addresses can be opened', () => {
  expect(webAddress('https://example.org/a?b#c')).toBe('https://example.org/a?b#c');
  expect(webAddress('HTTP://10.0.0.1:8080')).toBe('http://10.0.0.1:8080/');
  for (const other of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '/path', 'http://', '']) {
    expect(webAddress(other), other).toBeUndefined();
  }
});
