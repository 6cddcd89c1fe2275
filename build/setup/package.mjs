import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkoutDirectory } from './directories.mjs';
import { ensureBuild, sourceHash } from './ensure-build.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { ensureElectron } from './ensure-electron.mjs';
import { underLock } from './file-lock.mjs';
import { readText } from './read-json.mjs';
import { runAsCommand } from './run-as-command.mjs';
import { say } from './say.mjs';

/**
 * `production` is what users get. `test` differs in two things: the debugger of the main process can be
 * opened (one fuse), and a marker file tells the app not to refuse debug switches.
 * @typedef {'production' | 'test'} PackageKind
 */

/** The file that electron/refuse-debug-switches.ts looks for beside app.asar. */
const TEST_MARKER = 'test-build';

/**
 * gzip level: 3 packs in seconds; the default level takes minutes for a file that is 4 % smaller.
 * Whoever publishes a release can ask for more with the same variable.
 */
const COMPRESSION_LEVEL = '3';

/** Packing takes half a minute, and Electron may have to be downloaded first; two at once would write into one folder. */
const LOCK_TIMEOUT_MS = 600_000;

/**
 * Where a package of this kind lies once it is made.
 * @param {PackageKind} kind
 * @param {string} [root]
 */
export const packageFolder = (kind, root = checkoutDirectory) => path.join(root, 'dist', kind);

/**
 * Makes a package unless the one that is there was made of the same sources and the same Electron.
 * @param {PackageKind} kind
 * @param {string} [root]
 * @returns {Promise<string>} the folder that holds it
 */
export const ensurePackage = (kind, root = checkoutDirectory) => {
  const folder = path.join(root, 'dist');
  mkdirSync(folder, { recursive: true });
  return underLock(
    path.join(folder, 'lock'),
    { timeoutMs: LOCK_TIMEOUT_MS, busy: 'Another packaging has been at work for ten minutes.' },
    () => makeUnlessThere(kind, root),
  );
};

/**
 * @param {PackageKind} kind
 * @param {string} root
 */
const makeUnlessThere = async (kind, root) => {
  const electron = await ensureElectron(root);
  await ensureBuild(root);
  const folder = packageFolder(kind, root);
  const stampFile = path.join(folder, '.berth-stamp');
  const recipe = [path.join(root, 'electron-builder.yml'), fileURLToPath(import.meta.url)];
  const stamp = [sourceHash(root), electron.version, ...recipe.map(readText)].join('\n');
  if (readText(stampFile) === stamp) return folder;
  rmSync(folder, { recursive: true, force: true });
  const startMs = Date.now();
  await makePackage(kind, root, electron);
  writeFileSync(stampFile, stamp);
  say(`packaged for ${kind} in ${((Date.now() - startMs) / 1000).toFixed(1)} s`);
  return folder;
};

/**
 * @param {PackageKind} kind
 * @param {string} root
 * @param {import('./ensure-electron.mjs').ElectronInstall} electron
 */
const makePackage = async (kind, root, electron) => {
  const isTest = kind === 'test';
  if (!electron.isDeclared) {
    say(`this package holds Electron ${electron.version}, a stand-in for tests: do not ship it.`);
  }
  const warning = electron.isDeclared ? '' : `-NOT-FOR-RELEASE-electron-${electron.version}`;
  // Without these two electron-builder would download a 7-Zip of its own and pack for two minutes.
  process.env['ELECTRON_BUILDER_7ZIP_PATH'] ??= await sevenZip();
  process.env['ELECTRON_BUILDER_COMPRESSION_LEVEL'] ??= COMPRESSION_LEVEL;
  // Tests run in Electron's Node, which would take app.asar for a folder while it is being written.
  Reflect.set(process, 'noAsar', true);
  say(`packaging for ${kind} (electron-builder)`);
  // Loaded here, not above: it may have been installed a moment ago.
  const { build, Platform } = await import('electron-builder');
  await build({
    projectDir: root,
    targets: Platform.current().createTarget(isTest ? 'dir' : null),
    publish: 'never',
    config: {
      directories: { output: packageFolder(kind, root) },
      electronVersion: electron.version,
      electronDist: process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? 'node_modules/electron/dist',
      artifactName: `\${name}-\${version}-\${os}-\${arch}${warning}.\${ext}`,
      ...(isTest && { electronFuses: { enableNodeCliInspectArguments: true } }),
      afterPack: ({ appOutDir, packager }) => {
        const resources = packager.getResourcesDir(appOutDir);
        // Electron's own start page, which takes an app's path as argument and would run it.
        rmSync(path.join(resources, 'default_app.asar'), { force: true });
        if (isTest) writeFileSync(path.join(resources, TEST_MARKER), '');
      },
    },
  });
};

/** The 7-Zip that npm installed, made executable: npm packages lose that bit. */
const sevenZip = async () => {
  const { path7za } = await import('7zip-bin');
  if (process.platform !== 'win32' && existsSync(path7za)) chmodSync(path7za, 0o755);
  return path7za;
};

await runAsCommand(import.meta.url, async (args) => {
  await ensureDependencies();
  say(`package: ${await ensurePackage(args.includes('--test') ? 'test' : 'production')}`);
});
