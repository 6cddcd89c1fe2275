/** How soon watchers hear of a change: `now` for a new status, `soon` for mere progress. */
export type Urgency = 'now' | 'soon';

/**
 * Hands the newest snapshot of something to any number of watchers. Slow watchers skip states and
 * never queue them. Progress reaches each watcher at most once per `minIntervalMs`.
 */
export class SnapshotFeed<T> {
  readonly #read: () => T;
  readonly #minIntervalMs: number;
  readonly #wakers = new Set<(urgency: Urgency) => void>();
  #version = 0;
  #isDisposed = false;

  constructor(read: () => T, minIntervalMs: number) {
    this.#read = read;
    this.#minIntervalMs = minIntervalMs;
  }

  /** Says that a new `read()` would answer something else. */
  changed(urgency: Urgency): void {
    this.#version += 1;
    for (const wake of this.#wakers) wake(urgency);
  }

  /** The snapshot of this moment, then one after each change, until the signal aborts. */
  async *watch(signal: AbortSignal): AsyncGenerator<T, void, undefined> {
    while (!signal.aborted && !this.#isDisposed) {
      const seenVersion = this.#version;
      const sentAtMs = performance.now();
      yield this.#read();
      await this.#nextChange(seenVersion, sentAtMs + this.#minIntervalMs, signal);
    }
  }

  /** Ends every watch. */
  dispose(): void {
    this.#isDisposed = true;
    this.changed('now');
  }

  #nextChange(seenVersion: number, notBeforeMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      const finish = (): void => {
        clearTimeout(timer);
        this.#wakers.delete(wake);
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const wake = (urgency: Urgency): void => {
        const waitMs = urgency === 'now' ? 0 : notBeforeMs - performance.now();
        if (waitMs <= 0) finish();
        else timer ??= setTimeout(finish, waitMs);
      };
      this.#wakers.add(wake);
      signal.addEventListener('abort', finish);
      if (signal.aborted || this.#isDisposed) finish();
      else if (this.#version !== seenVersion) wake('soon');
    });
  }
}
