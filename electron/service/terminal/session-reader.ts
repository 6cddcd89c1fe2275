import { setTimeout as sleep } from 'node:timers/promises';
import { OutputBacklog } from './output-backlog.ts';
import type { TerminalOutput } from './plain-output.ts';

/** Long lines: the session waits for its reader from here on. */
const MAX_BEHIND_BYTES = 1024 * 1024;

/** Pieces are put together up to this: every message to a window costs as much as 10 KB of text. */
const MESSAGE_BYTES = 32 * 1024;

/**
 * A message, then a pause, while a flood runs that is shortened anyway: nobody reads it, and every picture of it costs
 * the window some 40 ms of a core. Eight a second are drawn.
 */
const FLOOD_PAUSE_MS = 120;
const FLOOD_LASTS_MS = 100;

/**
 * So much of a flood is taken between two rests, which makes 10 MB/s at most. A program whose output is not read waits, and
 * its engine with it, which leaves the machine to the window: on two cores, with 13 MB/s and twelve pictures a second its
 * longest frame was 185 ms, as its processes wait for a core most of the time; so it is 85 ms.
 */
const FLOOD_STEP_BYTES = 64 * 1024;
const FLOOD_REST_MS = 6;

/** How a reader that cannot keep up is helped. */
export interface ShorteningRule {
  /** Whether the terminal scrolls as a whole after everything given so far that is not plain. */
  readonly scrollsAsWhole: () => boolean;
  /** Lines that are never left out: more than any screen and its scrollback hold. */
  readonly keptLines: number;
  /** What a reader may be behind before anything is left out. */
  readonly shortenedBytes: number;
}

/** Whoever shows a session: takes bytes at its own pace and holds the session back meanwhile. */
export class SessionReader {
  readonly #rule: ShorteningRule | undefined;
  readonly #queue: Uint8Array[] = [];
  /** Plain output behind the queue. */
  readonly #backlog = new OutputBacklog();
  /** What comes first is there; until then nothing is handed out. */
  #isReady = false;
  #isEnded = false;
  #wake: () => void = () => undefined;
  readonly #givers = new Set<() => void>();
  #shortenedAtMs = -Infinity;
  #bytesSinceRest = 0;

  /**
   * @param first drawn before everything given; never fails
   * @param rule without one it gets every byte
   */
  constructor(first: Promise<readonly Uint8Array[]>, rule?: ShorteningRule) {
    this.#rule = rule;
    void first.then((pieces) => {
      this.#queue.unshift(...pieces);
      this.#isReady = true;
      this.#wake();
    });
  }

  /** Resolves when more may come, or nobody reads any more. */
  async give({ bytes, plain }: TerminalOutput): Promise<void> {
    if (this.#isEnded) return;
    if (plain !== undefined && this.#rule !== undefined) {
      this.#backlog.push(plain);
      this.#shorten(this.#rule);
      this.#wake();
      this.#bytesSinceRest += bytes.byteLength;
      if (this.#isFlooded && this.#bytesSinceRest >= FLOOD_STEP_BYTES) {
        this.#bytesSinceRest = 0;
        await sleep(FLOOD_REST_MS);
      }
      if (this.#backlog.sizeBytes < MAX_BEHIND_BYTES || this.#isEnded) return;
    } else {
      this.#queue.push(...this.#backlog.takeAll(), bytes);
      this.#wake();
    }
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
        for (let next = this.#next(); next !== undefined; next = this.#next()) {
          if (next.byteLength > 0) yield next;
          if (this.#isFlooded) await sleep(FLOOD_PAUSE_MS);
        }
        if (this.#isReady) this.#release();
        if (this.#isEnded) return;
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      signal.removeEventListener('abort', stop);
      this.end();
    }
  }

  get #isFlooded(): boolean {
    return performance.now() - this.#shortenedAtMs < FLOOD_LASTS_MS;
  }

  #next(): Uint8Array | undefined {
    return this.#isReady ? (this.#queue.shift() ?? this.#backlog.take(MESSAGE_BYTES)) : undefined;
  }

  #shorten({ scrollsAsWhole, keptLines, shortenedBytes }: ShorteningRule): void {
    if (this.#backlog.sizeBytes < shortenedBytes || !scrollsAsWhole()) return;
    const before = this.#backlog.sizeBytes;
    const styles = this.#backlog.dropScrolledAway(keptLines);
    if (styles.byteLength > 0) this.#queue.push(styles);
    if (this.#backlog.sizeBytes < before) this.#shortenedAtMs = performance.now();
  }

  #release(): void {
    for (const resolve of this.#givers) resolve();
    this.#givers.clear();
  }
}
