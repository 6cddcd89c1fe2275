import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkoutDirectory } from './directories.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { readText } from './read-json.mjs';
import { runAsCommand } from './run-as-command.mjs';
import { runProcess } from './run-process.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/** What the three bundles are made of. Set-up scripts and tests are not part of them. */
const SOURCES = ['shared', 'electron', 'renderer', 'build', 'package.json', 'package-lock.json'];

/** Below these nothing goes into a bundle. */
const IGNORED = new Set([path.join('build', 'setup')]);

/** The entry that package.json names; without it there is no build whatever the stamp says. */
const ENTRY = path.join('out', 'main', 'main.cjs');

/**
 * Builds the app when its sources differ from those of the last build, by content.
 * @param {string} [root]
 */
export const ensureBuild = async (root = checkoutDirectory) => {
  const stampFile = path.join(root, 'out', '.berth-stamp');
  const stamp = sourceHash(root);
  if (readText(stampFile) === stamp && existsSync(path.join(root, ENTRY))) return;
  say('building the app (electron-vite)');
  const startMs = Date.now();
  const bin = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const config = path.join('build', 'electron.vite.config.ts');
  const { code, stdout, stderr } = await runProcess(
    process.execPath,
    [bin, 'build', '--config', config, '--logLevel', 'warn'],
    { cwd: root },
  );
  if (code !== 0) {
    process.stderr.write(`${stdout}${stderr}`);
    throw new SetupError('The app could not be built (see above).');
  }
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  say(`built in ${((Date.now() - startMs) / 1000).toFixed(1)} s`);
};

/**
 * One hash over the paths and contents of every source file.
 * @param {string} root
 */
export const sourceHash = (root) => {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesBelow(root, source))) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
};

/**
 * @param {string} root
 * @param {string} relative a file or folder; a missing one has no files
 * @returns {readonly string[]} in a stable order; unit tests do not go into a bundle
 */
const filesBelow = (root, relative) => {
  const full = path.join(root, relative);
  if (IGNORED.has(relative) || !existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return /\.test\.tsx?$/.test(relative) ? [] : [relative];
  return readdirSync(full)
    .toSorted()
    .flatMap((name) => filesBelow(root, path.join(relative, name)));
};

await runAsCommand(import.meta.url, async () => {
  await ensureDependencies();
  await ensureBuild();
});
