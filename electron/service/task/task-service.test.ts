import { describe, expect, it, vi } from 'vitest';
import { TaskService } from './task-service.ts';

const pull = { kind: 'pull', title: 'Pull x', abort: () => undefined } as const;

describe('a task', () => {
  it('shows its progress and how it ended', () => {
    const tasks = new TaskService();
    const handle = tasks.start(pull);
    handle.update({ detail: 'Half', donePct: 50, doneBytes: 5, totalBytes: 10 });
    expect(tasks.list()).toMatchObject([{ status: 'running', detail: 'Half', donePct: 50 }]);
    handle.update({ detail: 'Unknown again' });
    expect(tasks.list()[0]).not.toHaveProperty('donePct');
    handle.end({ status: 'done', detail: 'Done' });
    handle.end({ status: 'cancelled', detail: 'Too late' });
    expect(tasks.list()).toMatchObject([{ status: 'done', detail: 'Done', donePct: 100 }]);
  });

  it('is asked to end by cancel; its owner ends it', () => {
    const tasks = new TaskService();
    const abort = vi.fn();
    const { id, end } = tasks.start({ ...pull, abort });
    tasks.cancel(id);
    expect(abort).toHaveBeenCalledOnce();
    end({ status: 'cancelled', detail: 'Cancelled' });
    tasks.cancel(id);
    expect(abort).toHaveBeenCalledOnce();
    tasks.clearEnded();
    expect(tasks.list()).toEqual([]);
    expect(() => tasks.cancel(id)).toThrow('no longer');
  });

  it('ended long ago makes room; a running one never does', () => {
    const tasks = new TaskService();
    const running = tasks.start(pull);
    for (let count = 0; count < 60; count += 1) {
      tasks.start(pull).end({ status: 'done', detail: 'Done' });
    }
    expect(tasks.list()).toHaveLength(51);
    expect(tasks.list().at(-1)?.id).toBe(running.id);
  });
});

describe('a watcher', () => {
  it('gets the list at once, an end at once, and at most ten updates a second between', async () => {
    vi.useFakeTimers();
    try {
      const tasks = new TaskService();
      const end = new AbortController();
      let updateCount = 0;
      let last = '';
      const watching = (async () => {
        for await (const all of tasks.watch(end.signal)) {
          updateCount += 1;
          last = all[0]?.status ?? '';
        }
      })();
      const handle = tasks.start(pull);
      for (let count = 0; count < 1_000; count += 1) {
        handle.update({ detail: String(count) });
        await vi.advanceTimersByTimeAsync(1);
      }
      expect(updateCount).toBeGreaterThanOrEqual(10);
      expect(updateCount).toBeLessThanOrEqual(13);
      handle.end({ status: 'done', detail: 'Done' });
      await vi.advanceTimersByTimeAsync(0);
      expect(last).toBe('done');
      end.abort();
      await watching;
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends with the service, which asks what runs to end', async () => {
    const tasks = new TaskService();
    const abort = vi.fn();
    tasks.start({ ...pull, abort });
    const watching = countOf(tasks.watch(new AbortController().signal));
    await Promise.resolve();
    tasks.dispose();
    expect(abort).toHaveBeenCalledOnce();
    expect(await watching).toBeGreaterThan(0);
  });
});

async function countOf(items: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _item of items) count += 1;
  return count;
}
