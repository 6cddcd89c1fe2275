import type { FaultMode } from './fault-mode.ts';

/** A number in [0, 1), the same sequence for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The one place where a proxy's connections see which fault is on and count what they did. */
export class FaultControl {
  readonly random: () => number;
  #mode: FaultMode = { kind: 'pass' };
  #injected = 0;
  #left = Number.POSITIVE_INFINITY;
  readonly #waiting = new Set<() => void>();

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  get mode(): FaultMode {
    return this.#mode;
  }

  /** How often a fault has met a connection, a request, a line or a piece of an answer. */
  get injected(): number {
    return this.#injected;
  }

  set(mode: FaultMode, times: number): void {
    this.#mode = mode;
    this.#left = times;
    for (const wake of this.#waiting) wake();
  }

  /** Counts one injection; after the last one that was asked for everything passes. */
  inject(): void {
    this.#injected += 1;
    this.#left -= 1;
    if (this.#left <= 0) this.set({ kind: 'pass' }, Number.POSITIVE_INFINITY);
  }

  /** Waits for this long, or until the mode changes or the signal aborts. */
  async pause(waitMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = Number.isFinite(waitMs) ? setTimeout(wake, waitMs) : undefined;
      const waiting = this.#waiting;
      function wake(): void {
        clearTimeout(timer);
        waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      }
      waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
