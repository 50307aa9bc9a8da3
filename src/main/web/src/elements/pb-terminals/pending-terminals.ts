/** Where a terminal that was asked for is to be seen. */
export type OpeningPlace = 'active' | 'beside';

/** What has come of what was asked for. */
export interface Arrival {
  readonly opened?: { readonly id: string; readonly place: OpeningPlace };
  /** Whether the terminal that was to go is gone. */
  readonly closed: boolean;
}

/** Terminals that the learner asked to have opened or closed, until the server says that it is so. */
export class PendingTerminals {
  #known: ReadonlySet<string> = new Set();
  #opening: OpeningPlace | undefined;
  #closing: string | undefined;

  /** One was asked for; or it could not be. */
  opens(place: OpeningPlace | undefined): void {
    this.#opening = place;
  }

  /** One was asked to go; or it could not be. */
  closes(id: string | undefined): void {
    this.#closing = id;
  }

  /** These there are now. */
  settle(ids: ReadonlySet<string>): Arrival {
    const id = [...ids].find((one) => !this.#known.has(one));
    const place = this.#opening;
    const closed = this.#closing !== undefined && !ids.has(this.#closing);
    this.#known = ids;
    if (closed) {
      this.#closing = undefined;
    }
    if (place === undefined || id === undefined) {
      return { closed };
    }
    this.#opening = undefined;
    return { opened: { id, place }, closed };
  }
}
