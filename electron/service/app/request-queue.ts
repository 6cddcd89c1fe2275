import type { AppRequest } from '../../../shared/contract/app.ts';

/** More than anybody types while a window opens. */
const MAX_WAITING = 32;

/** Keeps what was asked from outside until a window takes it. Each request goes to one window, once. */
export class RequestQueue {
  readonly #sleepers = new Set<() => void>();
  #waiting: readonly AppRequest[] = [];

  push(request: AppRequest): void {
    this.#waiting = [...this.#waiting, request].slice(-MAX_WAITING);
    for (const wake of this.#sleepers) wake();
  }

  /** What waits and what comes, until the signal. */
  async *take(signal: AbortSignal): AsyncGenerator<AppRequest, void, undefined> {
    while (!signal.aborted) {
      const [next, ...rest] = this.#waiting;
      if (next === undefined) {
        await this.#nextPush(signal);
        continue;
      }
      this.#waiting = rest;
      yield next;
    }
  }

  async #nextPush(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#sleepers.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
