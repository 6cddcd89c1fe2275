import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock, underLock } from './file-lock.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'berth-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

// Process start times come from /proc.
describe.runIf(process.platform === 'linux')('a lock file', () => {
  it('is taken once; one left by a dead process is taken over at the next try', () => {
    const lock = path.join(folder, 'lock');
    expect(takeLock(lock)).toBe(true);
    expect(takeLock(lock)).toBe(false);
    writeFileSync(lock, `${process.pid} 1`);
    expect(takeLock(lock)).toBe(false);
    expect(takeLock(lock)).toBe(true);
  });

  it('lets one work at a time, and is gone when the work has failed', async () => {
    const lock = path.join(folder, 'lock');
    const patience = { timeoutMs: 20_000, busy: 'busy' };
    /** @type {number[]} */
    const order = [];
    await Promise.all(
      [1, 2].map((number) =>
        underLock(lock, patience, async () => {
          order.push(number);
          await new Promise((resolve) => setTimeout(resolve, 20));
          order.push(number);
        }),
      ),
    );
    expect(order[0]).toBe(order[1]);
    expect(order[2]).toBe(order[3]);
    const failing = underLock(lock, patience, () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(existsSync(lock)).toBe(false);
  });

  it('says what is busy when its turn does not come', async () => {
    const lock = path.join(folder, 'lock');
    takeLock(lock);
    const late = underLock(lock, { timeoutMs: 1, busy: 'Another is at it.' }, async () => 1);
    await expect(late).rejects.toThrow('Another is at it.');
  });
});
