import { setTimeout as sleep } from 'node:timers/promises';
import type { TerminalSize } from '../../../shared/contract/terminal.ts';

/** A dragged edge makes a size per frame; a shell that draws itself anew for each gains nothing. */
const PAUSE_MS = 40;

/** Brings the newest size to a program: one request under way, and the last size always the last. */
export class ResizeQueue {
  readonly #send: (size: TerminalSize) => Promise<void>;
  #wanted: TerminalSize | undefined;
  #isBusy = false;

  constructor(send: (size: TerminalSize) => Promise<void>) {
    this.#send = send;
  }

  push(size: TerminalSize): void {
    this.#wanted = size;
    if (!this.#isBusy) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#isBusy = true;
    while (this.#wanted !== undefined) {
      const size = this.#wanted;
      this.#wanted = undefined;
      try {
        await this.#send(size);
      } catch {
        // The program has ended, which its output tells better.
      }
      if (this.#wanted !== undefined) await sleep(PAUSE_MS);
    }
    this.#isBusy = false;
  }
}
