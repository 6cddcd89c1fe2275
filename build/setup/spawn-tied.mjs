import { spawn } from 'node:child_process';
import { findCommand } from './run-process.mjs';

/**
 * Starts a program that no terminal signal reaches by itself, and that still ends when this process is
 * killed outright: on Linux the kernel then sends it SIGTERM.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ readonly stdio: import('node:child_process').StdioOptions, readonly env?: NodeJS.ProcessEnv, readonly cwd?: string }} options
 */
export const spawnTied = (command, args, options) => {
  const setpriv = process.platform === 'linux' ? findCommand('setpriv') : undefined;
  const detached = process.platform !== 'win32';
  return setpriv === undefined
    ? spawn(command, [...args], { ...options, detached })
    : spawn(setpriv, ['--pdeathsig', 'TERM', command, ...args], { ...options, detached });
};
