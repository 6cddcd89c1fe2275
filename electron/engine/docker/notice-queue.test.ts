import { describe, expect, it } from 'vitest';
import type { EngineNotice } from '../../../shared/contract/engine.ts';
import { NoticeQueue } from './notice-queue.ts';

const started = (id: string): EngineNotice => ({ kind: 'container', action: 'start', id });

async function drained(queue: NoticeQueue, stop: AbortController): Promise<EngineNotice[]> {
  const all: EngineNotice[] = [];
  for await (const notice of queue.drain()) {
    all.push(notice);
    if (notice.kind === 'container' && notice.id === 'last') stop.abort();
  }
  return all;
}

describe('NoticeQueue', () => {
  it('keeps the order', async () => {
    const stop = new AbortController();
    const queue = new NoticeQueue(stop.signal);
    queue.push(started('a'));
    queue.push({ kind: 'resync' });
    queue.push(started('last'));
    expect(await drained(queue, stop)).toEqual([started('a'), { kind: 'resync' }, started('last')]);
  });

  it('gives a reader that fell behind the last state and one resync', async () => {
    const stop = new AbortController();
    const queue = new NoticeQueue(stop.signal);
    const state: EngineNotice = { kind: 'state', state: { kind: 'connecting' } };
    queue.push(state);
    for (let count = 0; count < 256; count += 1) queue.push(started(String(count)));
    queue.push(started('last'));
    expect(await drained(queue, stop)).toEqual([state, { kind: 'resync' }, started('last')]);
  });

  it('wakes a waiting reader, and ends it with the signal', async () => {
    const stop = new AbortController();
    const queue = new NoticeQueue(stop.signal);
    const reader = queue.drain();
    const first = reader.next();
    queue.push(started('a'));
    expect((await first).value).toEqual(started('a'));
    const second = reader.next();
    stop.abort();
    expect((await second).done).toBe(true);
  });
});
