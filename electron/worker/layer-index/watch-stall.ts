import { AppError } from '../../../shared/ipc/app-error.ts';

/** An engine that has begun to send and then sends nothing for so long has stopped. */
const STALL_MS = 30_000;

/** Ends a transfer that stands still. */
export interface StallWatch {
  /** Aborts with the caller's signal, or when nothing has come for too long. */
  readonly signal: AbortSignal;
  /** Something came. The time runs from the first of these on: preparing may take long. */
  readonly alive: () => void;
  /** Why it was ended, where this did it. */
  readonly failure: () => AppError | undefined;
  readonly dispose: () => void;
}

/** Watches over one transfer. */
export function watchStall(signal: AbortSignal, stallMs = STALL_MS): StallWatch {
  const stall = new AbortController();
  let aliveAtMs = Infinity;
  const timer = setInterval(() => {
    if (performance.now() - aliveAtMs > stallMs) stall.abort();
  }, stallMs / 10);
  return {
    signal: AbortSignal.any([signal, stall.signal]),
    alive: () => (aliveAtMs = performance.now()),
    failure: () => (stall.signal.aborted && !signal.aborted ? stalled(stallMs) : undefined),
    dispose: () => clearInterval(timer),
  };
}

function stalled(stallMs: number): AppError {
  return new AppError({
    code: 'engine-not-responding',
    message: `The engine has sent nothing of this image for ${Math.round(stallMs / 1000)} seconds.`,
    hint: 'Look at what keeps the engine busy, then open the image again.',
  });
}
