import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { mustRun, runCommand } from './rig-process.ts';

/** A file of the distribution's package pool, pinned by its checksum. */
export interface PoolFile {
  readonly path: string;
  readonly sha256: string;
}

/** apt's own downloader: it knows the system's proxies and mirrors and checks the sum by itself. */
const APT_HELPER = '/usr/lib/apt/apt-helper';

/** The longest download is 20 MB; a mirror that needs more than this is of no use to a test run. */
const DOWNLOAD_TIMEOUT_MS = 120_000;

/** Where rig artefacts survive between runs. */
export function cacheDirectory(): string {
  const base = process.env['XDG_CACHE_HOME'];
  return join(base === undefined || base === '' ? join(homedir(), '.cache') : base, 'berth');
}

/** The package archives this system is configured to use, in apt's order. */
async function systemMirrors(): Promise<string[]> {
  const listing = await mustRun('apt-get', [
    'indextargets',
    '--format',
    '$(REPO_URI)',
    'Created-By: Packages',
  ]);
  const uris = listing.split('\n').filter((line) => /^https?:\/\//.test(line));
  return [...new Set(uris.map((uri) => uri.replace(/\/+$/, '')))];
}

/** Downloads a pool file from the first of the system's mirrors that has it; the file appears whole or not at all. */
export async function downloadPoolFile(file: PoolFile, targetPath: string): Promise<void> {
  const partPath = `${targetPath}.${process.pid}.part`;
  const refusals: string[] = [];
  await mkdir(dirname(targetPath), { recursive: true });
  for (const mirror of await systemMirrors()) {
    const result = await runCommand(
      APT_HELPER,
      [
        '-o',
        'APT::Sandbox::User=root',
        'download-file',
        `${mirror}/${file.path}`,
        partPath,
        `SHA256:${file.sha256}`,
      ],
      { timeoutMs: DOWNLOAD_TIMEOUT_MS },
    );
    if (result.exitCode === 0) return rename(partPath, targetPath);
    refusals.push(result.stderr.trim().split('\n').at(-1) ?? 'no reason given');
    await rm(partPath, { force: true });
  }
  throw new Error(`no configured package mirror has ${file.path}: ${refusals.join('; ')}`);
}
