import { checkoutDirectory } from './directories.mjs';
import { ensureBuild } from './ensure-build.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { ensureDisplay } from './ensure-display.mjs';
import { ensureElectron } from './ensure-electron.mjs';
import { ensureEngine } from './ensure-engine.mjs';
import { ensureSystemPackages } from './ensure-system-packages.mjs';
import { runAsCommand } from './run-as-command.mjs';
import { runForeground } from './run-foreground.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/** Whether Chromium's sandbox cannot work because the process is root on Linux. */
const isRootOnLinux = () => process.platform === 'linux' && process.getuid?.() === 0;

/**
 * Sets up what a window needs; what is there already costs milliseconds.
 * @returns {Promise<{ readonly executable: string }>}
 */
export const ensureApp = async () => {
  // As root the notebook tools come along in one go; an ordinary user is not bothered with what only some need.
  const packages = await ensureSystemPackages(isRootOnLinux() ? ['window', 'starter'] : ['window']);
  if (!packages.isComplete) throw new SetupError('The window cannot open without these packages.');
  await ensureDependencies();
  const { executable } = await ensureElectron();
  await ensureBuild();
  return { executable };
};

/**
 * `npm start`: sets up whatever is missing, opens the app, and ends with it what it started for it.
 * @param {readonly string[]} args handed to the app
 * @returns {Promise<number>} the app's exit code
 */
const start = async (args) => {
  const { executable } = await ensureApp();
  const engine = await ensureEngine(args);
  const display = await ensureDisplay();
  const sandboxFlag = isRootOnLinux() && !args.includes('--no-sandbox') ? ['--no-sandbox'] : [];
  if (sandboxFlag.length > 0) say("running as root: Chromium's sandbox is off (--no-sandbox)");
  try {
    return await runForeground(executable, [checkoutDirectory, ...sandboxFlag, ...args], {
      env: { ...process.env, ...engine.env, ...display.env },
    });
  } finally {
    display.stop();
    await engine.stop();
  }
};

await runAsCommand(import.meta.url, start);
