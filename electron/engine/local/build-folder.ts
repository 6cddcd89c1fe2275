import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findTool, toolPath } from './host-packages.ts';
import { isProcessAlive } from './is-process-alive.ts';

const runFile = promisify(execFile);
const PREFIX = 'berth-image-';

/** A folder for one build; its name says whose it is, so that a later run can clean up after a crash. */
export async function makeBuildFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // apt drops to a user of its own, which has to get through to its files.
  await chmod(folder, 0o711);
  return folder;
}

/** Removes a build's folder with everything in it, unless something is still mounted there. */
export async function removeBuildFolder(folder: string): Promise<void> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  if (mounts.includes(` ${folder}/`)) return;
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    await removeAsMappedRoot(folder);
  }
}

/** Removes what builds of processes left behind that no longer run. */
export async function removeLeftFolders(): Promise<void> {
  const names = await readdir(tmpdir()).catch((): string[] => []);
  for (const name of names) {
    const [, owner] = /^berth-image-(\d+)-/.exec(name) ?? [];
    if (owner !== undefined && !isProcessAlive(Number(owner))) {
      await removeBuildFolder(join(tmpdir(), name)).catch(() => undefined);
    }
  }
}

/** Files of a user namespace belong to ids that only that namespace may touch. */
async function removeAsMappedRoot(folder: string): Promise<void> {
  const mmdebstrap = await findTool('mmdebstrap');
  if (mmdebstrap === undefined) return;
  const env = { PATH: toolPath(), LC_ALL: 'C' };
  const inside = ['-c', 'rm -rf -- "$1"/*', 'sh', folder];
  await runFile(mmdebstrap, ['--unshare-helper', 'sh', ...inside], { env });
  await rm(folder, { recursive: true, force: true });
}
