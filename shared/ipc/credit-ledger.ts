/**
 * The sender's account of one stream's credit. It belongs to one port: a re-attach is a new port
 * with a new ledger, so a count can never be carried over wrongly.
 */
export class CreditLedger {
  readonly #window: number;
  #available = 0;
  /** Called after each grant. */
  onGrant: (() => void) | undefined;

  /** @param window the most that may be granted and unspent at any time, in the stream's unit */
  constructor(window: number) {
    this.#window = window;
  }

  /** What may be sent now. */
  get available(): number {
    return this.#available;
  }

  /** Books a grant. False, with nothing booked, when it would exceed the window: a broken reader. */
  grant(amount: number): boolean {
    if (!Number.isSafeInteger(amount) || amount <= 0) return false;
    if (this.#available + amount > this.#window) return false;
    this.#available += amount;
    this.onGrant?.();
    return true;
  }

  /** Takes up to `amount` and says how much was taken; 0 when there is no credit. */
  spendUpTo(amount: number): number {
    const spent = Math.min(amount, this.#available);
    this.#available -= spent;
    return spent;
  }
}

/** The reader's account: collects what was consumed and says when to grant it back. */
export class CreditReturn {
  readonly #threshold: number;
  #consumed = 0;

  /** @param window the stream's window, in its unit */
  constructor(window: number) {
    // A quarter: few enough messages to cost nothing, early enough that the sender never runs dry.
    this.#threshold = Math.max(1, Math.floor(window / 4));
  }

  /** Books what was consumed. The answer is the amount to grant now, 0 for none yet. */
  consume(amount: number): number {
    this.#consumed += amount;
    if (this.#consumed < this.#threshold) return 0;
    const granted = this.#consumed;
    this.#consumed = 0;
    return granted;
  }
}
