import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownDisplay } from './test-display.ts';
import { giveToWindow, testIdentity } from './test-identity.ts';

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));

/** A packaged app as it can be started, and what it is to be given. */
export interface PackagedProgram extends AsyncDisposable {
  /** Starts the app as the window's user, so that Chromium's sandbox is on. */
  readonly executable: string;
  /** The folder that electron-builder unpacked the app into. */
  readonly directory: string;
  readonly stateDirectory: string;
  /** The environment of a desktop session and nothing of the test runner's. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Makes the package where it is missing or old, and a fresh state directory for one start of it.
 * @param dockerHost where the engine is; nowhere when left out
 */
export async function preparePackage(
  kind: 'production' | 'test',
  dockerHost = 'unix:///nowhere/engine.sock',
): Promise<PackagedProgram> {
  const directory = makePackage(kind);
  const scratch = await mkdtemp(join(tmpdir(), 'berth-packaged-'));
  const stateDirectory = join(scratch, 'state');
  const dockerConfig = join(scratch, 'docker');
  for (const folder of [scratch, stateDirectory, dockerConfig]) {
    await mkdir(folder, { recursive: true });
    await giveToWindow(folder);
  }
  return {
    executable: await programOf(directory, scratch),
    directory,
    stateDirectory,
    env: {
      ...desktopEnvironment(),
      DOCKER_CONFIG: dockerConfig,
      DOCKER_HOST: dockerHost,
    },
    async [Symbol.asyncDispose]() {
      await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** A desktop session's environment: nothing of the test runner's own, which is Electron as Node. */
export function desktopEnvironment(): Record<string, string> {
  const inherited = ['PATH', 'HOME', 'DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR'];
  const set = inherited.map((name) => [name, process.env[name] ?? '']);
  return {
    ...Object.fromEntries(set.filter(([, value]) => value !== '')),
    ...ownDisplay(),
    LANG: 'C.UTF-8',
  };
}

const made = new Map<'production' | 'test', string>();

/** `npm run package`, in a process of its own, once in each run. */
function makePackage(kind: 'production' | 'test'): string {
  const known = made.get(kind);
  if (known !== undefined) return known;
  const script = join(CHECKOUT, 'build', 'setup', 'package.mjs');
  const args = kind === 'test' ? ['--test'] : [];
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: process.env,
  });
  if (status !== 0) throw new Error(`no package was made:\n${stdout}${stderr}`);
  const directory = join(CHECKOUT, 'dist', kind, 'linux-unpacked');
  made.set(kind, directory);
  return directory;
}

/** A program that starts the package as the window's user. */
async function programOf(directory: string, scratch: string): Promise<string> {
  const identity = testIdentity();
  if (identity === undefined) return join(directory, 'berth');
  const reachable = isReachable(directory) ? directory : join(scratch, 'package');
  if (reachable !== directory) await cp(directory, reachable, { recursive: true });
  const { uid, gid, home } = identity;
  const program = join(scratch, 'berth-as-window-user');
  await writeFile(
    program,
    `#!/bin/sh
export HOME='${home}'
exec setpriv --reuid=${uid} --regid=${gid} --init-groups --inh-caps=-all '${reachable}/berth' "$@"
`,
    { mode: 0o755 },
  );
  return program;
}

/** Whether a user without rights may enter this folder; root's home is closed to others. */
function isReachable(directory: string): boolean {
  const parent = dirname(directory);
  return (statSync(directory).mode & 0o001) !== 0 && (parent === directory || isReachable(parent));
}

/** The app under Playwright, with its window shown. */
export interface OpenedApp extends AsyncDisposable {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly program: PackagedProgram;
  /** The main process. */
  readonly pid: number;
}

/** Opens the package made for tests, which differs from the shipped one in one fuse and a marker file. */
export async function openTestPackage(dockerHost?: string): Promise<OpenedApp> {
  const program = await preparePackage('test', dockerHost);
  const app = await _electron.launch({
    executablePath: program.executable,
    args: [`--user-data-dir=${program.stateDirectory}`],
    env: program.env,
    // Without this Playwright switches the sandbox off, and half of these tests would test nothing.
    chromiumSandbox: true,
  });
  const page = await app.firstWindow();
  await page.locator('#main').waitFor();
  return {
    app,
    page,
    program,
    pid: app.process().pid ?? 0,
    async [Symbol.asyncDispose]() {
      await app.close();
      await program[Symbol.asyncDispose]();
    },
  };
}
