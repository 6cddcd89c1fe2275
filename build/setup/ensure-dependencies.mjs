import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkoutDirectory } from './directories.mjs';
import { runNpm } from './npm-command.mjs';
import { readJson, readText, stringAt, valueAt } from './read-json.mjs';
import { runAsCommand } from './run-as-command.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * No audit and no funding notes; at level `error` the engine warnings of packages that name a newer Node
 * than they need are silent, while a real failure is still shown.
 */
const QUIET_FLAGS = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];

/**
 * Installs the npm packages of package-lock.json when they are missing or the lock file has changed.
 * @param {string} [root]
 */
export const ensureDependencies = async (root = checkoutDirectory) => {
  const stampFile = path.join(root, 'node_modules', '.berth-stamp');
  const stamp = wantedStamp(root);
  if (readText(stampFile) === stamp) return;
  if (isInstalledAsLocked(root)) {
    writeFileSync(stampFile, stamp);
    return;
  }
  say('installing npm packages (npm ci)');
  const startMs = Date.now();
  const { code } = await runNpm(['ci', ...QUIET_FLAGS], { cwd: root, show: true });
  if (code !== 0) {
    throw new SetupError(
      `The npm packages could not be installed (npm ended with ${code}, see above).`,
      'Check that this machine reaches its npm registry, then run the command again.',
    );
  }
  writeFileSync(stampFile, stamp);
  say(`npm packages installed in ${Math.round((Date.now() - startMs) / 1000)} s`);
};

/**
 * The lock file's hash, with the platform: a checkout shared between systems holds other native packages.
 * @param {string} root
 */
const wantedStamp = (root) => {
  const hash = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  return `${hash} ${process.platform}-${process.arch}`;
};

/**
 * Whether somebody's own `npm install` or `npm ci` left exactly what the lock file names, by npm's record of it.
 * @param {string} root
 */
export const isInstalledAsLocked = (root) => {
  const locked = valueAt(readJson(path.join(root, 'package-lock.json')), 'packages');
  const installed = valueAt(
    readJson(path.join(root, 'node_modules', '.package-lock.json')),
    'packages',
  );
  if (typeof locked !== 'object' || locked === null) return false;
  if (typeof installed !== 'object' || installed === null) return false;
  const extra = Object.keys(installed).some((name) => valueAt(locked, name) === undefined);
  return !extra && Object.keys(locked).every((name) => isPresent(root, locked, installed, name));
};

/**
 * @param {string} root
 * @param {object} locked
 * @param {object} installed
 * @param {string} name a path such as `node_modules/zod`; the empty one is the project itself
 */
const isPresent = (root, locked, installed, name) => {
  if (name === '') return true;
  // An optional package for another platform is locked but never installed.
  if (valueAt(installed, name) === undefined) return valueAt(locked, name, 'optional') === true;
  return (
    stringAt(installed, name, 'version') === stringAt(locked, name, 'version') &&
    stringAt(installed, name, 'integrity') === stringAt(locked, name, 'integrity') &&
    existsSync(path.join(root, name))
  );
};

await runAsCommand(import.meta.url, () => ensureDependencies());
