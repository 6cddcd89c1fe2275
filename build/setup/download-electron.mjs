import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { say } from './say.mjs';

/** A download that has brought no byte for this long is taken as unreachable; a slow one may take its time. */
const STALL_MS = 60_000;

/** How often the growing file is looked at. */
const LOOK_MS = 1_000;

/** A line about progress is printed this often. */
const REPORT_MS = 10_000;

/**
 * Runs Electron's own installer (it verifies the archive by its checksum and keeps it in its own cache).
 * @param {string} folder node_modules/electron
 * @param {string} scratchParent where the growing download is watched
 * @returns {Promise<string | undefined>} why it failed, in one line; undefined when it did not
 */
export const downloadElectron = async (folder, scratchParent) => {
  mkdirSync(scratchParent, { recursive: true });
  const scratch = mkdtempSync(path.join(scratchParent, 'electron-'));
  try {
    return await runInstaller(path.join(folder, 'install.js'), scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

/**
 * @param {string} script
 * @param {string} scratch the installer's temporary folder, so that its progress can be seen
 * @returns {Promise<string | undefined>}
 */
const runInstaller = (script, scratch) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [script], {
      env: { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    let stalled = false;
    let sizeBytes = 0;
    let grownAtMs = Date.now();
    let reportedAtMs = Date.now();
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    const watch = setInterval(() => {
      const nowBytes = folderBytes(scratch);
      if (nowBytes !== sizeBytes) grownAtMs = Date.now();
      sizeBytes = nowBytes;
      if (Date.now() - grownAtMs > STALL_MS) {
        stalled = true;
        child.kill('SIGKILL');
      }
      if (sizeBytes > 0 && Date.now() - reportedAtMs > REPORT_MS) {
        reportedAtMs = Date.now();
        say(`downloading Electron: ${Math.round(sizeBytes / 1e6)} MB`);
      }
    }, LOOK_MS);
    /** @param {string | undefined} problem */
    const finish = (problem) => {
      clearInterval(watch);
      resolve(problem);
    };
    child.on('error', (error) => finish(error.message));
    child.on('close', (code) => {
      if (stalled) finish(`no byte arrived for ${STALL_MS / 1000} s`);
      else
        finish(code === 0 ? undefined : (firstLine(stderr) ?? `the installer ended with ${code}`));
    });
  });

/** @param {string} text */
const firstLine = (text) =>
  text
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.trim();

/**
 * @param {string} folder
 * @returns {number}
 */
const folderBytes = (folder) => {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => {
        const file = path.join(folder, entry.name);
        return entry.isDirectory() ? folderBytes(file) : lstatSync(file).size;
      })
      .reduce((sum, size) => sum + size, 0);
  } catch {
    // The installer moves its files away while we look.
    return 0;
  }
};
