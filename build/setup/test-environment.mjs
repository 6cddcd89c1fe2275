import { checkoutDirectory } from './directories.mjs';
import { ensureDisplay, isDisplayMissing } from './ensure-display.mjs';
import { ensureSystemPackages } from './ensure-system-packages.mjs';
import { ensureTestUser, writeTestElectron } from './ensure-test-user.mjs';
import { ensureApp } from './start.mjs';

/**
 * What tests that open windows are given, by environment variables:
 * - `BERTH_TEST_ELECTRON`: the program to start a window with; it takes Electron's arguments
 * - `BERTH_TEST_USER`, `BERTH_TEST_UID`, `BERTH_TEST_GID`, `BERTH_TEST_HOME`: whom the window belongs to,
 *   where that is not the user who runs the tests; absent otherwise
 * - `DISPLAY`, `XAUTHORITY`: where a display had to be started
 * - `BERTH_TEST_DISPLAYS`: then also this, the two variables above for each of several displays, as JSON: what
 *   opens windows beside each other gives each a screen, a keyboard focus and a clipboard of its own
 * @typedef {object} TestEnvironment
 * @property {string} executable Electron itself
 * @property {NodeJS.ProcessEnv} env
 * @property {() => void} stop
 */

/**
 * Sets up everything that any test needs, and a window's user and display.
 * @returns {Promise<TestEnvironment>}
 */
export const testEnvironment = async () => {
  const { executable } = await ensureApp(['engine', 'test']);
  // An ordinary user gets the line to run; the tests that need these packages are skipped, and say so.
  await ensureSystemPackages(['engine', 'starter', 'test']);
  const user = await ensureTestUser();
  const displays = await ensureDisplays(user);
  const identity =
    user === undefined
      ? { BERTH_TEST_ELECTRON: executable }
      : {
          BERTH_TEST_ELECTRON: writeTestElectron(user, executable, checkoutDirectory),
          BERTH_TEST_USER: user.name,
          BERTH_TEST_UID: String(user.uid),
          BERTH_TEST_GID: String(user.gid),
          BERTH_TEST_HOME: user.home,
        };
  return {
    executable,
    env: { ...displays.env, ...identity },
    stop: displays.stop,
  };
};

/**
 * Windows that are tested beside each other. Two take two thirds of the time of one, but on two cores they and their engines
 * then wait for each other for so long that a test gives up now and then.
 */
const DISPLAYS = 1;

/**
 * The display that is there, which windows have to share by turns, or those that are started.
 * @param {import('./ensure-test-user.mjs').TestUser | undefined} owner
 * @returns {Promise<{ readonly env: NodeJS.ProcessEnv, readonly stop: () => void }>}
 */
const ensureDisplays = async (owner) => {
  const options = owner === undefined ? {} : { owner };
  if (!isDisplayMissing()) return ensureDisplay(options);
  /** @type {import('./ensure-display.mjs').Display[]} */
  const displays = [];
  while (displays.length < DISPLAYS) displays.push(await ensureDisplay(options));
  const list = displays.map(({ env }) => env);
  return {
    env: { ...list[0], BERTH_TEST_DISPLAYS: JSON.stringify(list) },
    stop: () => {
      for (const { stop } of displays) stop();
    },
  };
};
