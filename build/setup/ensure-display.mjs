import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureSystemPackages } from './ensure-system-packages.mjs';
import { runAsCommand } from './run-as-command.mjs';
import { findCommand } from './run-process.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';
import { spawnTied } from './spawn-tied.mjs';

/**
 * @typedef {object} Display
 * @property {string | undefined} display the value of DISPLAY; undefined where the platform needs none
 * @property {NodeJS.ProcessEnv} env what a window's process must be given to reach it
 * @property {() => void} stop ends what this call started; nothing where a display was there already
 */

/** Big enough for every screen of the app, with the depth a usual desktop has. */
const SCREEN = '1920x1080x24';

/** How long Xvfb may take to name its display; it takes under a second on a slow machine. */
const START_TIMEOUT_MS = 20_000;

/** Whether this is a Linux session in which no window could open. */
export const isDisplayMissing = () =>
  process.platform === 'linux' && !process.env['WAYLAND_DISPLAY'] && !process.env['DISPLAY'];

/**
 * Makes sure windows can open: on Linux without a display it starts Xvfb on a free one and says so.
 * @param {{ readonly owner?: { readonly uid: number, readonly gid: number } }} [options] `owner`: the user
 *   the windows will belong to, when that is not the one who runs this
 * @returns {Promise<Display>}
 */
export const ensureDisplay = async (options = {}) => {
  if (!isDisplayMissing()) {
    return { display: process.env['DISPLAY'], env: {}, stop: () => undefined };
  }
  await ensureSystemPackages(['display']);
  const program = findCommand('Xvfb');
  if (program === undefined) {
    throw new SetupError('There is no display, and Xvfb is not installed to stand in for one.');
  }
  const authority = writeAuthority(options.owner);
  const child = spawnTied(
    program,
    ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-auth', authority.file],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const stop = () => {
    process.off('exit', stop);
    child.kill('SIGTERM');
    rmSync(authority.folder, { recursive: true, force: true });
  };
  process.on('exit', stop);
  const number = await displayNumber(child);
  if (number === undefined) {
    stop();
    throw new SetupError('There is no display, and Xvfb could not be started.');
  }
  child.unref();
  const display = `:${number}`;
  say(`no display found: started Xvfb on ${display} (${SCREEN})`);
  return { display, env: { DISPLAY: display, XAUTHORITY: authority.file }, stop };
};

/**
 * The number Xvfb writes to its fourth descriptor once it listens; undefined when it ended instead.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string | undefined>}
 */
const displayNumber = (child) =>
  new Promise((resolve) => {
    const pipe = child.stdio[3];
    const deadline = setTimeout(() => resolve(undefined), START_TIMEOUT_MS);
    /** @param {string | undefined} number */
    const finish = (number) => {
      clearTimeout(deadline);
      pipe?.destroy();
      resolve(number);
    };
    let text = '';
    pipe?.on('data', (data) => {
      text += String(data);
      if (text.includes('\n')) finish(text.trim());
    });
    child.on('error', () => finish(undefined));
    child.on('exit', () => finish(undefined));
  });

/**
 * Writes a fresh cookie that only the window's user may read: without one every local user could watch
 * the screen and the keys.
 * @param {{ readonly uid: number, readonly gid: number } | undefined} owner
 */
const writeAuthority = (owner) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'berth-display-'));
  const file = path.join(folder, 'authority');
  writeFileSync(file, authorityRecord(randomBytes(16)), { mode: 0o600 });
  if (owner !== undefined) {
    chownSync(file, owner.uid, owner.gid);
    chownSync(folder, owner.uid, owner.gid);
  }
  return { folder, file };
};

/** The address family of a record that fits every host and, with an empty number, every display. */
const FAMILY_WILD = 65_535;

/**
 * One record of an X authority file: a family, then four counted fields (address, display number, the
 * protocol's name, the cookie), each count two bytes with the high one first.
 * @param {Buffer} cookie 16 bytes
 */
export const authorityRecord = (cookie) => {
  const family = Buffer.alloc(2);
  family.writeUInt16BE(FAMILY_WILD);
  const fields = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), cookie];
  const counted = fields.flatMap((field) => {
    const count = Buffer.alloc(2);
    count.writeUInt16BE(field.length);
    return [count, field];
  });
  return Buffer.concat([family, ...counted]);
};

await runAsCommand(import.meta.url, async () => {
  const { display, stop } = await ensureDisplay();
  say(`display ${display ?? 'of the platform'} works`);
  stop();
});
