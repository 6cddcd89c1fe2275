import { getEventListeners } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { settledHeapBytes } from './settled-heap.ts';
import { SIZE, TerminalTestBed } from './terminal-test-bed.ts';

/** What a thousand of anything may leave behind: nothing that grows with their number. */
const MAX_MORE_BYTES = 5_000_000;

it(
  'a thousand terminals, opened and closed, leave nothing behind',
  { timeout: 60_000 },
  async () => {
    const bed = new TerminalTestBed();
    const { execs, calls } = bed.shells;
    let leftCount = 0;
    const openAndClose = async (count: number): Promise<void> => {
      for (let made = 0; made < count; made += 1) {
        const id = await bed.open();
        while (execs.length === 0) await turn();
        const closing = bed.service.close(id);
        bed.shells.shell.announces();
        await closing;
        leftCount += execs.filter((exec) => exec.status.isRunning || !exec.isDisposed).length;
        execs.length = 0;
        calls.length = 0;
      }
    };
    await openAndClose(50);
    const beforeBytes = settledHeapBytes();
    await openAndClose(1_000);
    expect(settledHeapBytes() - beforeBytes).toBeLessThan(MAX_MORE_BYTES);
    expect(leftCount).toBe(0);
    expect(bed.service.list()).toEqual([]);
    await bed.service.dispose();
  },
);

it('five hundred that attach in turn leave no listener', { timeout: 60_000 }, async () => {
  const bed = new TerminalTestBed();
  const id = await bed.openRunning();
  bed.shells.shell.says(`${'a line of text '.repeat(4)}\r\n`.repeat(60));
  const stop = new AbortController();
  const replaced: Promise<IteratorResult<Uint8Array>>[] = [];
  const attach = async (count: number): Promise<void> => {
    for (let made = 0; made < count; made += 1) {
      const reader = bed.service.session(id).attach(SIZE, stop.signal, made % 2 === 0);
      const { value } = await reader.next();
      expect(new TextDecoder().decode(value ?? undefined)).toContain('a line of text');
      // Every other one goes on to read; the next takes its place.
      if (made % 2 === 0) await reader.return();
      else replaced.push(reader.next());
    }
  };
  await attach(50);
  const beforeBytes = settledHeapBytes();
  await attach(500);
  expect(settledHeapBytes() - beforeBytes).toBeLessThan(MAX_MORE_BYTES);
  const last = bed.service.session(id).attach(SIZE, stop.signal);
  await last.next();
  await last.return();
  expect((await Promise.all(replaced)).every(({ done }) => done)).toBe(true);
  expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  await bed.service.dispose();
});
