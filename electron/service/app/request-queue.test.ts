import { expect, it } from 'vitest';
import type { AppRequest } from '../../../shared/contract/app.ts';
import { RequestQueue } from './request-queue.ts';

const shell = (container: string): AppRequest => ({ kind: 'shell', container });

it('hands over what came before the window and after it, each once', async () => {
  const queue = new RequestQueue();
  const stop = new AbortController();
  queue.push(shell('early'));
  const taken: AppRequest[] = [];
  const reading = (async () => {
    for await (const request of queue.take(stop.signal)) taken.push(request);
  })();
  await Promise.resolve();
  queue.push(shell('late'));
  await expect.poll(() => taken).toEqual([shell('early'), shell('late')]);
  stop.abort();
  await reading;
  queue.push(shell('after'));
  const again = queue.take(new AbortController().signal);
  expect((await again.next()).value).toEqual(shell('after'));
});

it('keeps only so many, the newest', async () => {
  const queue = new RequestQueue();
  for (let i = 0; i < 40; i += 1) queue.push(shell(`c${i}`));
  const first = await queue.take(new AbortController().signal).next();
  expect(first.value).toEqual(shell('c8'));
});
