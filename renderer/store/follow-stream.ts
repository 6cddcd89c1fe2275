import type { Failure } from '../../shared/ipc/failure.ts';
import { failureOf } from './failure-of.ts';

/** How a stream is followed for as long as the window lives. */
export interface StreamFollower<Item> {
  readonly open: (signal: AbortSignal) => AsyncIterable<Item>;
  /** The next item is asked for when this one is taken. */
  readonly onItem: (item: Item) => unknown;
  /** Called whenever the stream ended; the failure is absent when it ended by itself. */
  readonly onGap?: (failure: Failure | undefined) => void;
  readonly signal: AbortSignal;
  /** Replaced in tests. */
  readonly pause?: (pauseMs: number, signal: AbortSignal) => Promise<void>;
}

/** The pause before the first new try: short, as the other end is a process on this machine. */
const FIRST_PAUSE_MS = 250;
/** Tries that bring nothing double the pause up to this. */
const LONGEST_PAUSE_MS = 5000;

/** Reads a stream and opens it again whenever it ends, until `signal` aborts. */
export async function followStream<Item>(follower: StreamFollower<Item>): Promise<void> {
  const { open, onItem, onGap, signal, pause = sleep } = follower;
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    let failure: Failure | undefined;
    try {
      for await (const item of open(signal)) {
        await onItem(item);
        pauseMs = FIRST_PAUSE_MS;
      }
    } catch (thrown) {
      failure = failureOf(thrown);
    }
    if (signal.aborted) return;
    onGap?.(failure);
    await pause(pauseMs, signal);
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
  }
}

async function sleep(durationMs: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, durationMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
