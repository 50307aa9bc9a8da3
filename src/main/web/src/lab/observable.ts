/** Holds an immutable value that can be replaced, and notifies watchers. */
export class Observable<T> {
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

  /** Returns a function that unsubscribes. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}
