import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineUsers } from './engine-users.mjs';
import { startTimeOf } from './file-lock.mjs';

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
});
