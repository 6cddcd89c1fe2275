import { constants } from 'node:fs';
import { access, mkdtemp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RIG_PATH, mustRun } from './rig-process.ts';
import { cacheDirectory, downloadPoolFile } from './system-mirror.ts';

/** The engines the rig can start: the oldest the product supports, and a current one. */
export type EngineVersion = '20.10' | '28.5';

/** The programs one engine consists of. */
export interface EngineBinaries {
  readonly kind: 'available';
  readonly dockerd: string;
  readonly dockerProxy: string;
  readonly containerd: string;
}

/** Why there is no engine here: the text completes "skipped, because …". */
export interface EngineUnavailable {
  readonly kind: 'unavailable';
  readonly because: string;
}

/** Debian's own 28.5 package; it runs with the containerd and runc of Debian 12. */
const DOCKER_28_PACKAGE = {
  path: 'pool/main/d/docker.io/docker.io_28.5.2+dfsg4-5_amd64.deb',
  sha256: '69a59cc77a1fb8ee9ad6859abc2e6de5d76b70887405595c2b1307818fecf682',
};

/** Where a program lies, on the path that everything the rig starts is given. */
export async function findProgram(name: string): Promise<string | undefined> {
  for (const directory of RIG_PATH.split(':')) {
    const path = join(directory, name);
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return undefined;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Unpacks the pinned package into the cache, once; two runs that do it at the same time do not disturb each other. */
async function ensureDocker28(): Promise<string> {
  const root = join(cacheDirectory(), 'docker-28.5.2');
  if (await exists(join(root, 'usr/sbin/dockerd'))) return root;
  await mkdir(dirname(root), { recursive: true });
  const staging = await mkdtemp(`${root}-`);
  try {
    const packagePath = join(staging, 'package.deb');
    await downloadPoolFile(DOCKER_28_PACKAGE, packagePath);
    await mustRun('dpkg-deb', ['-x', packagePath, join(staging, 'root')]);
    await rename(join(staging, 'root'), root).catch(async (error: unknown) => {
      if (!(await exists(join(root, 'usr/sbin/dockerd')))) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return root;
}

async function findMissingRequirement(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'the rig starts engines on Linux only';
  if (process.getuid?.() !== 0) return 'starting an engine needs root';
  for (const program of ['containerd', 'runc', 'ip', 'setpriv']) {
    if ((await findProgram(program)) === undefined) return `${program} is not installed`;
  }
  return undefined;
}

/** Finds (and for 28.5 downloads, once) the programs of one engine version, or says why they cannot be had. */
export async function findEngine(
  version: EngineVersion,
): Promise<EngineBinaries | EngineUnavailable> {
  const missing = await findMissingRequirement();
  if (missing !== undefined) return { kind: 'unavailable', because: missing };
  const containerd = (await findProgram('containerd')) ?? 'containerd';
  if (version === '20.10') return findDistributionEngine(containerd);
  if (process.arch !== 'x64')
    return { kind: 'unavailable', because: 'the pinned 28.5 package is for amd64 only' };
  try {
    const root = await ensureDocker28();
    return {
      kind: 'available',
      dockerd: join(root, 'usr/sbin/dockerd'),
      dockerProxy: join(root, 'usr/sbin/docker-proxy'),
      containerd,
    };
  } catch (error) {
    return { kind: 'unavailable', because: error instanceof Error ? error.message : String(error) };
  }
}

/** Looks for every version the rig knows, one after the other; for `describe.each`. */
export async function findEngines(): Promise<
  readonly { readonly version: EngineVersion; readonly found: EngineBinaries | EngineUnavailable }[]
> {
  const all = [];
  for (const version of ['20.10', '28.5'] as const) {
    all.push({ version, found: await findEngine(version) });
  }
  return all;
}

async function findDistributionEngine(
  containerd: string,
): Promise<EngineBinaries | EngineUnavailable> {
  const dockerd = await findProgram('dockerd');
  if (dockerd === undefined) return { kind: 'unavailable', because: 'dockerd is not installed' };
  const banner = await mustRun(dockerd, ['--version']);
  if (!banner.includes(' 20.10.')) {
    return {
      kind: 'unavailable',
      because: `the installed engine is not 20.10 but ${banner.trim()}`,
    };
  }
  const dockerProxy = (await findProgram('docker-proxy')) ?? 'docker-proxy';
  return { kind: 'available', dockerd, dockerProxy, containerd };
}
