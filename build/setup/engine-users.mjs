import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startTimeOf } from './file-lock.mjs';
import { readText } from './read-json.mjs';

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
