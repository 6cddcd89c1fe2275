/** Whoever shows a session: takes bytes at its own pace and holds the session back meanwhile. */
export class SessionReader {
  readonly #queue: Uint8Array[] = [];
  /** What comes first is there; until then nothing is handed out. */
  #isReady = false;
  #isEnded = false;
  #wake: () => void = () => undefined;
  readonly #givers = new Set<() => void>();

  /** @param first drawn before everything given; never fails */
  constructor(first: Promise<Uint8Array>) {
    void first.then((bytes) => {
      this.#queue.unshift(bytes);
      this.#isReady = true;
      this.#wake();
    });
  }

  /** Resolves when everything was taken, or nobody reads any more. */
  async give(bytes: Uint8Array): Promise<void> {
    if (this.#isEnded) return;
    this.#queue.push(bytes);
    this.#wake();
    await new Promise<void>((resolve) => this.#givers.add(resolve));
  }

  /** Nothing more comes: another reader took its place, or the session is over. */
  end(): void {
    this.#isEnded = true;
    this.#release();
    this.#wake();
  }

  /** Everything given, in order, until the end. What was handed out counts as taken at the next read. */
  async *read(signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    const stop = (): void => this.end();
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    try {
      for (;;) {
        const pieces = this.#isReady ? this.#queue.splice(0) : [];
        for (const piece of pieces) if (piece.byteLength > 0) yield piece;
        if (this.#isReady && this.#queue.length > 0) continue;
        if (this.#isReady) this.#release();
        if (this.#isEnded) return;
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      signal.removeEventListener('abort', stop);
      this.end();
    }
  }

  #release(): void {
    for (const resolve of this.#givers) resolve();
    this.#givers.clear();
  }
}
