import { checkoutDirectory } from './directories.mjs';
import { electronNodeEnvironment } from './electron-node.mjs';
import { forwardSignals } from './forward-signals.mjs';
import { exitCodeOfSignal } from './run-process.mjs';
import { SetupError } from './setup-error.mjs';
import { spawnTied } from './spawn-tied.mjs';

/**
 * Runs a program as what this command is about: it gets this terminal's output and the signals that come here,
 * and ends with this process at the latest.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ readonly env: NodeJS.ProcessEnv, readonly cwd?: string }} options
 * @returns {Promise<number>} its exit code
 */
export const runForeground = (command, args, options) =>
  new Promise((resolve, reject) => {
    const child = spawnTied(command, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
    const stopForwarding = forwardSignals(child);
    child.on('error', (error) => {
      stopForwarding();
      reject(new SetupError(`${command} could not be started: ${error.message}`));
    });
    child.on('exit', (code, signal) => {
      stopForwarding();
      resolve(code ?? exitCodeOfSignal(signal ?? ''));
    });
  });

/**
 * Runs a TypeScript file of this checkout under Electron's own Node.
 * @param {string} executable Electron
 * @param {string} file relative to the checkout
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env added to this process's own
 * @returns {Promise<number>} its exit code
 */
export const runScript = (executable, file, args, env) =>
  runForeground(executable, [file, ...args], {
    cwd: checkoutDirectory,
    env: electronNodeEnvironment(env),
  });
