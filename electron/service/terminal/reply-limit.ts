/** Programs ask a terminal a handful of questions as they start; a flood of answers is an attack. */
const MAX_REPLIES_PER_SECOND = 64;
const MAX_BYTES_PER_SECOND = 4096;
const SECOND_MS = 1000;

/** Lets through as many of a terminal's own answers per second as honest programs ask for. */
export class ReplyLimit {
  readonly #nowMs: () => number;
  #sinceMs = -Infinity;
  #count = 0;
  #sizeBytes = 0;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** Whether this answer may go; booked when it may. */
  isAllowed(sizeBytes: number): boolean {
    const nowMs = this.#nowMs();
    if (nowMs - this.#sinceMs >= SECOND_MS) {
      this.#sinceMs = nowMs;
      this.#count = 0;
      this.#sizeBytes = 0;
    }
    if (this.#count + 1 > MAX_REPLIES_PER_SECOND) return false;
    if (this.#sizeBytes + sizeBytes > MAX_BYTES_PER_SECOND) return false;
    this.#count += 1;
    this.#sizeBytes += sizeBytes;
    return true;
  }
}
