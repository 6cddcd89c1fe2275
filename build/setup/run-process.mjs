import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} ProcessResult
 * @property {number} code exit code; 128 + n where signal n ended it, 127 where it could not be started
 * @property {string} stdout empty where `show` was set
 * @property {string} stderr empty where `show` was set
 * @property {boolean} timedOut
 */

/**
 * @typedef {object} ProcessOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] the process is ended after this; without it, it may take as long as it takes
 * @property {boolean} [show] stream its output to this terminal's stderr instead of collecting it
 * @property {string} [input] written to its stdin
 */

/** How long a process may take to end by itself after SIGTERM before it is killed. */
const END_GRACE_MS = 5_000;

/**
 * Runs a program to its end and never rejects: what happened is in the result.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ProcessOptions} [options]
 * @returns {Promise<ProcessResult>}
 */
export const runProcess = (command, args, options = {}) =>
  new Promise((resolve) => {
    const output = options.show === true ? 2 : 'pipe';
    const child = spawn(command, [...args], {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: options.env ?? process.env,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', output, output],
    });
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.stdin?.on('error', () => undefined).end(options.input);
    const deadline =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGTERM');
            setTimeout(() => child.kill('SIGKILL'), END_GRACE_MS).unref();
          }, options.timeoutMs);
    child.on('error', (error) => {
      clearTimeout(deadline);
      resolve({ code: 127, stdout, stderr: stderr || error.message, timedOut });
    });
    child.on('close', (code, signal) => {
      clearTimeout(deadline);
      resolve({
        code: code ?? (signal === null ? 1 : exitCodeOfSignal(signal)),
        stdout,
        stderr,
        timedOut,
      });
    });
  });

/** The numbers that shells add to 128; only those a person or `kill` sends. */
const SIGNAL_NUMBERS = new Map([
  ['SIGHUP', 1],
  ['SIGINT', 2],
  ['SIGQUIT', 3],
  ['SIGABRT', 6],
  ['SIGKILL', 9],
  ['SIGSEGV', 11],
  ['SIGTERM', 15],
]);

/**
 * The exit code a shell reports for a process that a signal ended.
 * @param {string} signal
 */
export const exitCodeOfSignal = (signal) => 128 + (SIGNAL_NUMBERS.get(signal) ?? 0);

/** Folders of system programs that an ordinary user's PATH often lacks. */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/**
 * The full path of a program, looked up in PATH and the system folders; undefined when there is none.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 */
export const findCommand = (name, env = process.env) => {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  for (const folder of [...folders, ...(process.platform === 'win32' ? [] : SYSTEM_FOLDERS)]) {
    const file = path.join(folder, name);
    if (isExecutable(file)) return file;
  }
  return undefined;
};

/** @param {string} file */
const isExecutable = (file) => {
  if (!existsSync(file) || !statSync(file).isFile()) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * Whether a process with this id exists (whoever owns it).
 * @param {number} pid
 */
export const isProcessAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/**
 * Waits until `condition` holds, looking every `intervalMs`; false when `timeoutMs` passed first.
 * @param {() => boolean | Promise<boolean>} condition
 * @param {number} timeoutMs
 * @param {number} [intervalMs]
 */
export const waitUntil = async (condition, timeoutMs, intervalMs = 100) => {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    if (await condition()) return true;
    if (Date.now() >= endMs) return false;
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
};
