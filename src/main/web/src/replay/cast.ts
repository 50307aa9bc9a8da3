/** The time in seconds since the recording's start, the event's code, and its data. */
export type CastEvent = readonly [at: number, code: string, data: string];

export interface Cast {
  readonly columns: number;
  readonly rows: number;
  /** In seconds since the epoch; 0 if unknown. */
  readonly began: number;
  readonly events: readonly CastEvent[];
}

/** The default of a terminal without a size. */
const COLUMNS = 80;
const ROWS = 24;
const MOST = 1000;

/**
 * Parses an asciicast of version 2 (docs.asciinema.org/manual/asciicast/v2). Invalid lines are skipped, because a
 * recording may be cut anywhere.
 */
export function readCast(text: string): Cast | undefined {
  const lines = text.split('\n');
  const header = parsed(lines[0] ?? '') as Partial<Record<string, unknown>> | undefined;
  if (header?.['version'] !== 2) {
    return undefined;
  }
  const events: CastEvent[] = [];
  let last = 0;
  for (const line of lines.slice(1)) {
    const event = line.startsWith('[') ? eventOf(parsed(line)) : undefined;
    if (event) {
      // Keep the order if the clock was set back.
      last = Math.max(last, event[0]);
      events.push([last, event[1], event[2]]);
    }
  }
  return {
    columns: size(header['width'], COLUMNS),
    rows: size(header['height'], ROWS),
    began: typeof header['timestamp'] === 'number' ? header['timestamp'] : 0,
    events,
  };
}

/** The most columns of the terminal. */
export function widest(cast: Cast): number {
  return cast.events.reduce(
    (most, [, code, data]) => (code === 'r' ? Math.max(most, size(Number.parseInt(data, 10), 0)) : most),
    cast.columns,
  );
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function eventOf(value: unknown): CastEvent | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  const [at, code, data] = value as unknown[];
  return typeof at === 'number' && at >= 0 && typeof code === 'string' && typeof data === 'string' && sound(code, data)
    ? [at, code, data]
    : undefined;
}

/** Whether the size is plausible: a huge one would take the player's memory. */
function sound(code: string, data: string): boolean {
  const wanted = /^(\d{1,4})x(\d{1,4})$/.exec(data);
  return code !== 'r' || (size(Number(wanted?.[1]), 0) > 0 && size(Number(wanted?.[2]), 0) > 0);
}

function size(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MOST ? value : otherwise;
}
