/** Long enough that a rate does not jump, short enough that a slow line shows. */
const WINDOW_MS = 5_000;
/** A rate over less than this is chance. */
const MIN_SPAN_MS = 1_000;

interface Sample {
  readonly atMs: number;
  readonly doneBytes: number;
}

/** How fast bytes come, over the last seconds. */
export class RateMeter {
  #samples: readonly Sample[] = [];
  readonly #nowMs: () => number;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** Takes how many bytes are there; fewer than before begin a new count. */
  read(doneBytes: number): void {
    const atMs = this.#nowMs();
    const last = this.#samples.at(-1);
    const isBack = last !== undefined && doneBytes < last.doneBytes;
    const recent = isBack ? [] : this.#samples.filter((sample) => atMs - sample.atMs < WINDOW_MS);
    this.#samples = [...recent, { atMs, doneBytes }];
  }

  /** Bytes per second; absent until it can be told. */
  bytesPerSecond(): number | undefined {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined) return undefined;
    const spanMs = this.#nowMs() - first.atMs;
    return spanMs < MIN_SPAN_MS ? undefined : ((last.doneBytes - first.doneBytes) / spanMs) * 1000;
  }
}
