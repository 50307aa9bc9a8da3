/** Where to display a requested terminal. */
export type OpeningPlace = 'active' | 'beside';

/** The result of a request. */
export interface Arrival {
  readonly opened?: { readonly id: string; readonly place: OpeningPlace };
  /** Whether the terminal to be closed is gone. */
  readonly closed: boolean;
}

/** Requests to open or close terminals that the server has not confirmed. */
export class PendingTerminals {
  #known: ReadonlySet<string> = new Set();
  #opening: OpeningPlace | undefined;
  #closing: string | undefined;

  /** Sets the requested place; undefined if the request failed. */
  opens(place: OpeningPlace | undefined): void {
    this.#opening = place;
  }

  /** Sets the terminal to be closed; undefined if the request failed. */
  closes(id: string | undefined): void {
    this.#closing = id;
  }

  /** Updates the current terminals. */
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
