import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readText } from './read-json.mjs';

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
 * The starts that use one private engine: one file each, named by process id, holding its start time.
 * @param {string} folder
 */
export const engineUsers = (folder) => {
  const own = path.join(folder, String(process.pid));
  return {
    join: () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(own, startTimeOf(process.pid) ?? '');
    },
    leave: () => rmSync(own, { force: true }),
    /** Whether others still use it; left-over files of killed ones are cleared away. */
    hasOthers: () =>
      readdirSync(folder)
        .filter((name) => name !== String(process.pid))
        .map((name) => clearIfDead(path.join(folder, name), Number(name)))
        .some(Boolean),
  };
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
 * @param {string} file
 * @param {number} pid
 * @returns {boolean} whether its process lives
 */
const clearIfDead = (file, pid) => {
  const startTime = startTimeOf(pid);
  const lives = startTime !== undefined && startTime === readText(file);
  if (!lives) rmSync(file, { force: true });
  return lives;
};
