import { expect, test, vi } from 'vitest';
import { AppError } from '../../shared/ipc/app-error.ts';
import { followStream } from './follow-stream.ts';

/** A stream that yields these items and then ends, or fails. */
async function* streamOf(items: readonly string[], thrown?: Error): AsyncGenerator<string> {
  await Promise.resolve();
  yield* items;
  if (thrown !== undefined) throw thrown;
}

test('a stream that ends or fails is opened again, and the gap is told', async () => {
  const controller = new AbortController();
  const failure = { code: 'interrupted', message: 'Cut.' } as const;
  const runs = [
    streamOf(['a']),
    streamOf(['b'], new AppError(failure)),
    streamOf([], new Error('x')),
  ];
  const items: string[] = [];
  const gaps: (string | undefined)[] = [];
  const pauses: number[] = [];
  await followStream({
    open: () => runs.shift() ?? streamOf([]),
    onItem: (item) => items.push(item),
    onGap: (gap) => gaps.push(gap?.code),
    signal: controller.signal,
    pause: async (pauseMs) => {
      pauses.push(pauseMs);
      if (pauses.length === 5) controller.abort();
      await Promise.resolve();
    },
  });
  expect(items).toEqual(['a', 'b']);
  expect(gaps).toEqual([undefined, 'interrupted', 'internal', undefined, undefined]);
  // Every item resets the pause; tries that bring nothing double it.
  expect(pauses).toEqual([250, 250, 500, 1000, 2000]);
});

test('after an abort nothing is opened and nothing is told', async () => {
  const controller = new AbortController();
  const open = vi.fn(() => streamOf(['a']));
  const onGap = vi.fn();
  await followStream({
    open,
    onItem: () => controller.abort(),
    onGap,
    signal: controller.signal,
  });
  expect(open).toHaveBeenCalledTimes(1);
  expect(onGap).not.toHaveBeenCalled();
});
