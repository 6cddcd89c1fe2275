import { checkoutDirectory } from './directories.mjs';
import { ensureBuild } from './ensure-build.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { ensureDisplay, isDisplayMissing } from './ensure-display.mjs';
import { ensureElectron } from './ensure-electron.mjs';
import { engineNeed, ensureEngine } from './ensure-engine.mjs';
import { ensureSystemPackages } from './ensure-system-packages.mjs';
import { runAsCommand } from './run-as-command.mjs';
import { runForeground } from './run-foreground.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/** Whether Chromium's sandbox cannot work because the process is root on Linux. */
const isRootOnLinux = () => process.platform === 'linux' && process.getuid?.() === 0;

/**
 * What the app must be started with as root; empty, and silent, otherwise.
 * @param {readonly string[]} args the app's own
 * @returns {readonly string[]}
 */
export const sandboxFlags = (args) => {
  if (!isRootOnLinux() || args.includes('--no-sandbox')) return [];
  say("running as root: Chromium's sandbox is off (--no-sandbox)");
  return ['--no-sandbox'];
};

/**
 * Sets up what a window needs; what is there already costs milliseconds.
 * @param {readonly import('./ensure-system-packages.mjs').PackageGroup[]} [alsoForRoot] installed in the same
 *   go where we may; an ordinary user is asked only for what the window itself needs
 * @returns {Promise<{ readonly executable: string }>}
 */
export const ensureApp = async (alsoForRoot = []) => {
  /** @type {readonly import('./ensure-system-packages.mjs').PackageGroup[]} */
  const needed = isDisplayMissing() ? ['window', 'display'] : ['window'];
  const { isComplete } = await ensureSystemPackages(
    isRootOnLinux() ? [...needed, 'starter', ...alsoForRoot] : needed,
  );
  if (!isComplete) throw new SetupError('The window cannot open without these packages.');
  await ensureDependencies();
  const { executable } = await ensureElectron();
  await ensureBuild();
  return { executable };
};

/**
 * Sets up a window and an engine for it: what `npm start` and the demo stand on.
 * @param {readonly string[]} args the app's arguments
 */
export const ensureSession = async (args) => {
  const need = await engineNeed();
  const { executable } = await ensureApp(need.kind === 'private' ? ['engine'] : []);
  const engine = await ensureEngine(args);
  const display = await ensureDisplay();
  return {
    executable,
    env: { ...engine.env, ...display.env },
    stop: async () => {
      display.stop();
      await engine.stop();
    },
  };
};

/**
 * `npm start`: sets up whatever is missing, opens the app, and ends with it what it started for it.
 * @param {readonly string[]} args handed to the app
 * @returns {Promise<number>} the app's exit code
 */
const start = async (args) => {
  const session = await ensureSession(args);
  try {
    const appArgs = [checkoutDirectory, ...sandboxFlags(args), ...args];
    return await runForeground(session.executable, appArgs, {
      env: { ...process.env, ...session.env },
    });
  } finally {
    await session.stop();
  }
};

await runAsCommand(import.meta.url, start);
