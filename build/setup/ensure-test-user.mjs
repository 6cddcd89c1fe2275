import { chmodSync, chownSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkoutDirectory } from './directories.mjs';
import { runAsCommand } from './run-as-command.mjs';
import { runProcess } from './run-process.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/** The system user that windows under test belong to, so that Chromium's sandbox is on as it is for people. */
const USER_NAME = 'berth-test';

/** Its home: not in root's cache, which no other user may enter. */
const HOME = '/var/lib/berth-test';

/**
 * @typedef {object} TestUser
 * @property {string} name also the name of its group
 * @property {number} uid
 * @property {number} gid
 * @property {string} home
 */

/**
 * Makes the user that end-to-end tests run the window as; undefined where the tests do not run as root on
 * Linux, because then the window simply belongs to the person who runs them.
 * @returns {Promise<TestUser | undefined>}
 */
export const ensureTestUser = async () => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const present = parseUser(readFileSync('/etc/passwd', 'utf8'), USER_NAME);
  if (present === undefined) {
    say(`adding the system user ${USER_NAME}, which windows under test belong to`);
    const added = await runProcess('useradd', [
      '--system',
      '--user-group',
      '--shell=/usr/sbin/nologin',
      `--home-dir=${HOME}`,
      '--no-create-home',
      USER_NAME,
    ]);
    if (added.code !== 0)
      throw new SetupError(`The test user could not be added: ${added.stderr.trim()}`);
  }
  const user = present ?? parseUser(readFileSync('/etc/passwd', 'utf8'), USER_NAME);
  if (user === undefined)
    throw new SetupError('The test user could not be found after it was added.');
  mkdirSync(HOME, { recursive: true, mode: 0o755 });
  chownSync(HOME, user.uid, user.gid);
  return { name: USER_NAME, ...user, home: HOME };
};

/**
 * A user's numbers in a passwd file.
 * @param {string} passwd
 * @param {string} name
 */
export const parseUser = (passwd, name) => {
  const [, , uid, gid] =
    passwd
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.split(':') ?? [];
  return uid === undefined || gid === undefined
    ? undefined
    : { uid: Number(uid), gid: Number(gid) };
};

/**
 * Writes a program that starts Electron as the test user with the arguments it is given.
 * A checkout below a folder that the user may not enter (root's home) is made reachable at the same path,
 * in a mount namespace that only the window sees.
 * @param {TestUser} user
 * @param {string} executable Electron itself
 * @param {string} [checkout]
 * @returns {string} the program's path
 */
export const writeTestElectron = (user, executable, checkout = checkoutDirectory) => {
  const file = path.join(checkout, '.cache', 'electron-as-test-user');
  const blocked = blockedAncestor(checkout);
  const script = [
    '#!/bin/sh',
    '# Starts Electron as the test user. Written by build/setup/ensure-test-user.mjs at every run.',
    `export HOME=${quote(user.home)} USER=${quote(user.name)} LOGNAME=${quote(user.name)}`,
    'unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME XDG_RUNTIME_DIR',
    `become="setpriv --reuid=${user.uid} --regid=${user.gid} --init-groups --inh-caps=-all"`,
    ...(blocked === undefined
      ? [`exec $become ${quote(executable)} "$@"`]
      : [
          `exec unshare --mount --propagation private sh -c ${quote(reachScript(blocked, checkout, executable))} "$become" "$@"`,
        ]),
  ].join('\n');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${script}\n`);
  chmodSync(file, 0o755);
  return file;
};

/**
 * Inside the namespace: an empty, readable folder takes the blocked one's place, with only the checkout in it.
 * @param {string} blocked
 * @param {string} checkout
 * @param {string} executable
 */
const reachScript = (blocked, checkout, executable) =>
  [
    'set -e',
    // A second name for the checkout, because the mount over its ancestor hides the first one.
    'keep=$(mktemp -d)',
    `mount --bind ${quote(checkout)} "$keep"`,
    `mount -t tmpfs -o mode=755 berth-test ${quote(blocked)}`,
    `mkdir -p ${quote(checkout)}`,
    `mount --move "$keep" ${quote(checkout)}`,
    'rmdir "$keep"',
    `exec $0 ${quote(executable)} "$@"`,
  ].join('; ');

/**
 * The outermost folder above a path that users without rights may not enter; undefined when all are open.
 * @param {string} folder
 * @returns {string | undefined}
 */
const blockedAncestor = (folder) => {
  const parent = path.dirname(folder);
  const above = parent === folder ? undefined : blockedAncestor(parent);
  if (above !== undefined) return above;
  // The right of others to enter is the lowest bit of the mode.
  return statSync(folder).mode & 0o001 ? undefined : folder;
};

/**
 * One word for the shell, whatever is in it.
 * @param {string} text
 */
export const quote = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

await runAsCommand(import.meta.url, async () => {
  const user = await ensureTestUser();
  say(
    user === undefined
      ? 'no test user is needed here'
      : `windows under test belong to ${user.name} (${user.uid})`,
  );
});
