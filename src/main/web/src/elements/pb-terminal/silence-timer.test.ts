import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SilenceTimer } from './silence-timer.ts';

describe('silence timer', () => {
  let long = false;
  const silence = new SilenceTimer((now) => {
    long = now;
  });

  beforeEach(() => {
    vi.useFakeTimers();
    silence.begin();
  });

  afterEach(() => {
    silence.end();
    vi.useRealTimers();
  });

  it('fires after three seconds, until the command prints something', () => {
    vi.advanceTimersByTime(2900);
    expect(long).toBe(false);
    vi.advanceTimersByTime(100);
    expect(long).toBe(true);
    silence.heard();
    expect(long).toBe(false);
  });

  it('ends with the command', () => {
    vi.advanceTimersByTime(3000);
    silence.end();
    expect(long).toBe(false);
  });

  it('is not reset by the echo of the typed line', () => {
    silence.heard();
    vi.advanceTimersByTime(3000);
    expect(long).toBe(true);
  });

  it('does not fire again once the command has printed something', () => {
    vi.advanceTimersByTime(1000);
    silence.heard();
    vi.advanceTimersByTime(60_000);
    expect(long).toBe(false);
  });
});
