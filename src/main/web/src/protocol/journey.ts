/** The ways of frames that the learner's own captures showed, or that were watched: what `org.patchbay.web.socket.JourneyWriter` writes. */
export interface Journey {
  readonly number: number;
  /** What the frame carries, in tcpdump's words. */
  readonly caption: string;
  readonly kind: 'arp-request' | 'arp-reply' | 'echo-request' | 'echo-reply' | 'other';
  /** When it was first seen. */
  readonly at: string;
  readonly hops: readonly Hop[];
  /** The number of the journey that answers it. */
  readonly answer?: number;
}

/** One device that a frame passed. */
export interface Hop {
  /** Its id in the topology, as long as it is there. */
  readonly device: string;
  readonly name: string;
  /** Its namespace, as lessons call it. */
  readonly namespace: string;
  readonly sent: boolean;
  /** Since the frame was first seen. */
  readonly micros: number;
  readonly did: string;
  /** As tcpdump printed it; absent where no capture showed it. */
  readonly shown?: string;
  /** The place in the journey of the hop that it came from. */
  readonly after?: number;
  /** Where no hop comes after this one. */
  readonly end?: 'taken' | 'dropped' | 'copy' | 'unknown';
  readonly why?: string;
}

/** What a server tells of journeys: which there are, and those of them that the page does not have. */
export interface JourneyNews {
  readonly numbers: readonly number[];
  readonly told: readonly Journey[];
  /** How it stands with the watching of all devices; absent as long as nobody has asked for it. */
  readonly watching?: Watching;
}

/** The watching of all devices at once. */
export type Watching =
  | { readonly state: 'now'; readonly seconds: number }
  /** `frames` counts each frame at every device; `complete`: none that passed is missing. */
  | { readonly state: 'done'; readonly frames: number; readonly complete: boolean }
  | { readonly state: 'failed' };

/** The journeys that there are now, by their beginning. */
export function joined(known: readonly Journey[], news: JourneyNews): readonly Journey[] {
  const byNumber = new Map([...known, ...news.told].map((journey) => [journey.number, journey]));
  return news.numbers.flatMap((number) => byNumber.get(number) ?? []);
}
