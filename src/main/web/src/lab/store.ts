/** Holds a current value that is replaced, never changed, and tells whoever watches. */
export class Store<T> {
  #value: T;
  readonly #watchers = new Set<() => void>();

  constructor(first: T) {
    this.#value = first;
  }

  get value(): T {
    return this.#value;
  }

  set(next: T): void {
    if (next !== this.#value) {
      this.#value = next;
      for (const watcher of [...this.#watchers]) {
        watcher();
      }
    }
  }

  /** Answers the function that ends the watching. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}
