import { createHash } from 'node:crypto';
import { access, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  identifyProcess,
  isAlive,
  mustRun,
  parseJsonOrUndefined,
  processSchema,
} from './rig-process.ts';
import { cacheDirectory, systemSources } from './system-mirror.ts';

/** Everything that decides what is in the archive; another recipe is another file in the cache. */
const RECIPE = {
  packages: [
    'jupyter-notebook',
    'python3-ipykernel',
    'python3-matplotlib',
    'python3-numpy',
    'tini',
  ],
  excludedPaths: [
    '/usr/share/man/*',
    '/usr/share/doc/*',
    '/usr/share/locale/*',
    // A compiler comes along as a dependency of a dependency, and nothing here ever compiles.
    '/usr/include/*',
    '/usr/lib/gcc/*',
    '/usr/lib/*/*.a',
    '/usr/bin/*lto-dump*',
    '/usr/share/unicode/*',
  ],
  // Dependencies of dependencies that a notebook with a plot never loads: a third of the size, and half the files.
  removedPaths: [
    ...['sympy', 'scipy', 'mpmath', 'pythran', 'fs', 'setuptools'].map(
      (name) => `usr/lib/python3/dist-packages/${name}`,
    ),
    'usr/share/javascript/mathjax/unpacked',
    'usr/share/perl',
    'usr/lib/x86_64-linux-gnu/perl',
    'usr/bin/gdb',
  ],
  hooks: ['chroot "$1" useradd --create-home --uid 1000 --shell /bin/bash notebook'],
};

/** Measured at one to two minutes on two cores; the rest is for a slow mirror. */
const BUILD_TIMEOUT_MS = 15 * 60_000;

/** How often somebody who waits for another process's build looks again. */
const LOCK_POLL_INTERVAL_MS = 500;

/** Returns the path of the Jupyter root file system archive, and makes it when this machine has none yet. */
export async function ensureJupyterArchive(): Promise<string> {
  const sources = await systemSources();
  const recipe = JSON.stringify({ ...RECIPE, codename: sources.codename, arch: process.arch });
  const hash = createHash('sha256').update(recipe).digest('hex').slice(0, 12);
  const archivePath = join(cacheDirectory(), `rig-jupyter-${hash}.tar`);
  await mkdir(cacheDirectory(), { recursive: true });
  if (await exists(archivePath)) return archivePath;
  await withLock(`${archivePath}.lock`, async () => {
    if (!(await exists(archivePath))) await buildArchive(archivePath, sources);
  });
  return archivePath;
}

async function buildArchive(
  archivePath: string,
  sources: { readonly codename: string; readonly lines: readonly string[] },
): Promise<void> {
  // mmdebstrap tells the format by the ending.
  const partPath = `${archivePath}.part.tar`;
  try {
    await mustRun(
      'mmdebstrap',
      [
        '--quiet',
        '--mode=root',
        '--variant=minbase',
        '--aptopt=APT::Install-Recommends "false"',
        '--dpkgopt=force-unsafe-io',
        ...RECIPE.excludedPaths.map((path) => `--dpkgopt=path-exclude=${path}`),
        ...RECIPE.removedPaths.map((path) => `--customize-hook=rm -rf "$1"/${path}`),
        ...RECIPE.hooks.map((hook) => `--customize-hook=${hook}`),
        `--include=${RECIPE.packages.join(',')}`,
        sources.codename,
        partPath,
        ...sources.lines,
      ],
      { timeoutMs: BUILD_TIMEOUT_MS },
    );
    await rename(partPath, archivePath);
  } finally {
    await rm(partPath, { force: true });
  }
}

/** Lets one process at a time through; the lock of a process that was killed counts for nothing. */
async function withLock(lockPath: string, work: () => Promise<void>): Promise<void> {
  // A link appears with its content, so that nobody reads a lock that is still empty.
  const claimPath = `${lockPath}.${process.pid}`;
  await writeFile(claimPath, JSON.stringify(identifyProcess(process.pid)));
  try {
    while (!(await succeeds(link(claimPath, lockPath)))) {
      if (!(await isHeld(lockPath))) await rm(lockPath, { force: true });
      else await sleep(LOCK_POLL_INTERVAL_MS);
    }
  } finally {
    await rm(claimPath, { force: true });
  }
  try {
    await work();
  } finally {
    await rm(lockPath, { force: true });
  }
}

async function isHeld(lockPath: string): Promise<boolean> {
  const text = await readFile(lockPath, 'utf8').catch(() => '');
  const holder = processSchema.safeParse(parseJsonOrUndefined(text));
  return holder.success && isAlive(holder.data);
}

async function exists(path: string): Promise<boolean> {
  return succeeds(access(path));
}

async function succeeds(operation: Promise<void>): Promise<boolean> {
  return operation.then(
    () => true,
    () => false,
  );
}
