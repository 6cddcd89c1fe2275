import { setImmediate as nextEvents, setTimeout as sleep } from 'node:timers/promises';

/** Two that ask for a turn within it flood at the same time. */
const TOGETHER_MS = 500;

/**
 * Between the turns of floods that come together. Bytes that go through the engine cost the machine far more than they cost
 * here: eight floods at 9 MB/s took two cores, of which this process used 20 % and waited for another 75 %, so that its
 * timers were 110 to 150 ms late (p99). A program whose output is not read waits, and the engine with it: with these
 * rests all floods make 5 MB/s together, and timers are 30 ms late.
 */
const REST_MS = 12;

/** What time it is, and what waits; replaced in tests. */
export interface FloodClock {
  readonly nowMs: () => number;
  readonly rest: (restMs: number) => Promise<void>;
}

const CLOCK: FloodClock = {
  nowMs: () => performance.now(),
  rest: async (restMs) => await sleep(restMs),
};

/** Has floods go on one after another. One alone is only held up until everything else has had its turn. */
export class FloodTurns {
  readonly #clock: FloodClock;
  #last: symbol | undefined;
  #lastAtMs = -Infinity;
  #togetherUntilMs = -Infinity;
  #turn: Promise<void> = Promise.resolve();

  constructor(clock = CLOCK) {
    this.#clock = clock;
  }

  /** Settles when this flood may go on. */
  async next(flood: symbol): Promise<void> {
    const nowMs = this.#clock.nowMs();
    const isOther = flood !== this.#last && nowMs - this.#lastAtMs < TOGETHER_MS;
    if (isOther) this.#togetherUntilMs = nowMs + TOGETHER_MS;
    this.#last = flood;
    this.#lastAtMs = nowMs;
    if (nowMs >= this.#togetherUntilMs) return await nextEvents();
    this.#turn = this.#turn.then(async () => await this.#clock.rest(REST_MS));
    await this.#turn;
  }
}
