import type { Page } from '@playwright/test';
import type { Escape } from './escape.ts';
import type { HttpSink } from './http-sink.ts';

/** How long each attempt gets where none may succeed: enough for a request over loopback or a worker's start. */
export const SETTLE_MS = 150;

/** How long each gets where every one must succeed, on a machine that may be busy with other things. */
export const PATIENCE_MS = 5_000;

/** After this nothing that was tried is still under way. */
const LATE_MS = 1_000;

const POLL_MS = 25;

/** Tries one escape as the page's own doing. */
export async function tryEscape(page: Page, { attempt }: Escape, origin: string): Promise<void> {
  // The debugger may make functions where the page may not: it only carries the attempt there, and a
  // timer runs it.
  const carried = await page.evaluateHandle(`(${String(attempt)})`);
  await page.evaluate(
    ([run, target]) => {
      Reflect.set(globalThis, 'wasHit', undefined);
      const start = async (): Promise<void> => {
        await Reflect.apply(run as never, undefined, [target]);
      };
      setTimeout(() => void start().catch(() => undefined));
    },
    [carried, origin] as const,
  );
}

/**
 * The names of those escapes that ran code in the page or reached the sink from it.
 * @param patienceMs how long to wait for each of them
 */
export async function succeedingEscapes(
  page: Page,
  sink: HttpSink,
  escapes: readonly Escape[],
  patienceMs: number,
): Promise<readonly string[]> {
  const hasSucceeded = async (): Promise<boolean> =>
    sink.wasReached || (await page.evaluate(() => Reflect.get(globalThis, 'wasHit') !== undefined));
  const succeeded: string[] = [];
  for (const escape of escapes) {
    sink.forget();
    await tryEscape(page, escape, sink.origin);
    const endMs = performance.now() + patienceMs;
    while (performance.now() < endMs && !(await hasSucceeded())) await page.waitForTimeout(POLL_MS);
    if (await hasSucceeded()) succeeded.push(escape.name);
    // What the same attempt still sends must not count for the next one.
    if (sink.wasReached) await page.waitForTimeout(POLL_MS);
  }
  sink.forget();
  await page.waitForTimeout(patienceMs < LATE_MS ? LATE_MS : 0);
  return (await hasSucceeded()) ? [...succeeded, 'one of them, late'] : succeeded;
}
