import type { EngineEvent } from '../container-engine.ts';

/**
 * The engine tells these before its own lists know them: pause and unpause in every version, and in
 * 20.10 the end of a container, whose file systems are put away in between.
 */
const EARLY_ACTION = /^(die|pause|unpause)$/;

/** Putting away takes milliseconds, and on a busy machine the most of a second. */
const LATE_LIST_MS = [100, 1_000] as const;

/** Tells an event again that came too early: a second look then finds what the first did not. */
export function tellAgain(
  event: EngineEvent,
  tell: (event: EngineEvent) => void,
  signal: AbortSignal,
): void {
  if (event.kind !== 'container' || !EARLY_ACTION.test(event.action)) return;
  for (const delayMs of LATE_LIST_MS) {
    setTimeout(() => {
      if (!signal.aborted) tell(event);
    }, delayMs).unref();
  }
}
