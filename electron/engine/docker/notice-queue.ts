import type { EngineNotice } from '../../../shared/contract/engine.ts';

/** As many notices as an engine itself keeps; a reader further behind asks for whole lists. */
const MAX_WAITING = 256;

/** Notices that wait for one reader. Beyond its limit the hints give way to one `resync`. */
export class NoticeQueue {
  readonly #signal: AbortSignal;
  #waiting: EngineNotice[] = [];
  #wake: () => void = () => undefined;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#wake(), { once: true });
  }

  push(notice: EngineNotice): void {
    this.#waiting.push(notice);
    if (this.#waiting.length > MAX_WAITING) {
      // Of the states the last one is true.
      const state = this.#waiting.findLast((waiting) => waiting.kind === 'state');
      this.#waiting = [...(state === undefined ? [] : [state]), { kind: 'resync' }];
    }
    this.#wake();
  }

  /** Every notice in order, until the signal. */
  async *drain(): AsyncGenerator<EngineNotice, void, undefined> {
    while (!this.#signal.aborted) {
      const next = this.#waiting.shift();
      if (next !== undefined) {
        yield next;
        continue;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
