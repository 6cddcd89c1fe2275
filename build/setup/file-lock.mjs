import { rmSync, writeFileSync } from 'node:fs';
import { readText } from './read-json.mjs';
import { waitUntil } from './run-process.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * When a process started, in ticks since boot: with its number it names one process for good. Linux only.
 * @param {number} pid
 */
export const startTimeOf = (pid) => {
  // The program's name, in brackets, may hold spaces; the fields after it may not. Start time is field 22.
  const stat = readText(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
};

/**
 * Takes a lock file, by creating it, for one `work` at a time; one left by a killed process is taken over.
 * @param {string} file
 * @returns {boolean} whether it is ours now
 */
export const takeLock = (file) => {
  const own = `${process.pid} ${startTimeOf(process.pid) ?? ''}`;
  try {
    writeFileSync(file, own, { flag: 'wx' });
    return true;
  } catch {
    const [pid, startTime] = (readText(file) ?? '').split(' ');
    // An empty file is one that its owner has created but not yet written.
    if (pid === undefined || pid === '' || startTimeOf(Number(pid)) === startTime) return false;
    rmSync(file, { force: true });
    return false;
  }
};

/**
 * Works alone: whoever else asks for the same lock waits.
 * @template T
 * @param {string} file the lock; its folder is there
 * @param {{ readonly timeoutMs: number, readonly busy: string }} patience how long to wait, and what to say when that was in vain
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const underLock = async (file, { timeoutMs, busy }, work) => {
  if (!(await waitUntil(() => takeLock(file), timeoutMs))) throw new SetupError(busy);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
};
