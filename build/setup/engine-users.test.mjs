import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineUsers, startTimeOf, takeLock } from './engine-users.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'berth-users-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

// Process start times come from /proc; the private engine exists on Linux only.
describe.runIf(process.platform === 'linux')('the users of a private engine', () => {
  it('are those whose process lives; a number that has gone to another process is not one', () => {
    const users = engineUsers(folder);
    users.join();
    expect(users.hasOthers()).toBe(false);
    writeFileSync(path.join(folder, String(process.ppid)), startTimeOf(process.ppid) ?? '');
    expect(users.hasOthers()).toBe(true);
    writeFileSync(path.join(folder, String(process.ppid)), '1');
    expect(users.hasOthers()).toBe(false);
    expect(readdirSync(folder)).toEqual([String(process.pid)]);
    users.leave();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('take turns; a lock left by a dead process is taken over at the next try', () => {
    const lock = path.join(folder, 'lock');
    expect(takeLock(lock)).toBe(true);
    expect(takeLock(lock)).toBe(false);
    writeFileSync(lock, `${process.pid} 1`);
    expect(takeLock(lock)).toBe(false);
    expect(takeLock(lock)).toBe(true);
  });
});
