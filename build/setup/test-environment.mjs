import { checkoutDirectory } from './directories.mjs';
import { ensureDisplay } from './ensure-display.mjs';
import { ensureSystemPackages } from './ensure-system-packages.mjs';
import { ensureTestUser, writeTestElectron } from './ensure-test-user.mjs';
import { ensureApp } from './start.mjs';

/**
 * What tests that open windows are given, by environment variables:
 * - `BERTH_TEST_ELECTRON`: the program to start a window with; it takes Electron's arguments
 * - `BERTH_TEST_USER`, `BERTH_TEST_UID`, `BERTH_TEST_GID`, `BERTH_TEST_HOME`: whom the window belongs to,
 *   where that is not the user who runs the tests; absent otherwise
 * - `DISPLAY`, `XAUTHORITY`: where a display had to be started
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
  const display = await ensureDisplay(user === undefined ? {} : { owner: user });
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
  return { executable, env: { ...display.env, ...identity }, stop: display.stop };
};
