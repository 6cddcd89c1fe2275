import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of this checkout. */
export const checkoutDirectory = fileURLToPath(new URL('../..', import.meta.url)).replace(
  /[/\\]$/,
  '',
);

/**
 * A variable's value, with "set but empty" read as "not set", as the XDG base directory specification asks.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 */
const valueOf = (env, name) => {
  const value = env[name];
  return value === '' ? undefined : value;
};

/**
 * Where slow things (a verified Electron, downloaded engines) are kept so that a fresh clone finds them.
 * Everything in it can be deleted at any time.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {string}
 */
export const cacheDirectory = (env = process.env, platform = process.platform) => {
  const xdg = valueOf(env, 'XDG_CACHE_HOME');
  if (xdg !== undefined) return path.join(xdg, 'berth');
  if (platform === 'win32') {
    const local = valueOf(env, 'LOCALAPPDATA') ?? path.join(homedir(), 'AppData', 'Local');
    return path.join(local, 'berth', 'cache');
  }
  return platform === 'darwin'
    ? path.join(homedir(), 'Library', 'Caches', 'berth')
    : path.join(homedir(), '.cache', 'berth');
};

/**
 * The app's state directory: Electron's `userData`, which `--user-data-dir=DIR` moves.
 * @param {readonly string[]} args the app's own arguments
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {string}
 */
export const stateDirectory = (args, env = process.env, platform = process.platform) => {
  const flag = '--user-data-dir=';
  const given = args.findLast((arg) => arg.startsWith(flag))?.slice(flag.length);
  if (given !== undefined && given !== '') return path.resolve(given);
  if (platform === 'win32') {
    return path.join(
      valueOf(env, 'APPDATA') ?? path.join(homedir(), 'AppData', 'Roaming'),
      'Berth',
    );
  }
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support', 'Berth');
  return path.join(valueOf(env, 'XDG_CONFIG_HOME') ?? path.join(homedir(), '.config'), 'Berth');
};
