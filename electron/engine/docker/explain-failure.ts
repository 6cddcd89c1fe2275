import { access, readFile, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Failure } from '../../../shared/ipc/failure.ts';
import type { DockerSettings } from './docker-config.ts';
import { defaultEngineUrl, type ResolvedEngine } from './engine-address.ts';

/** Where engines are installed besides `PATH`: an ordinary user's often lacks the sbin folders. */
const UNIX_PROGRAM_FOLDERS = [
  '/usr/bin',
  '/usr/sbin',
  '/usr/local/bin',
  '/usr/local/sbin',
  '/snap/bin',
];

/**
 * Says more about a failed connection than the failed call could know: whether an engine is
 * installed at all, and which group opens the socket. Reads files, starts nothing.
 */
export async function explainFailure(
  failure: Failure,
  engine: ResolvedEngine | undefined,
  settings: DockerSettings,
  programFolders: readonly string[] = UNIX_PROGRAM_FOLDERS,
): Promise<Failure> {
  if (engine === undefined || engine.endpoint.kind !== 'unix') return failure;
  const { path } = engine.endpoint;
  if (failure.code === 'engine-permission-denied') return explainDenial(failure, path);
  if (failure.code !== 'engine-unreachable') return failure;
  const isDefault = engine.address.url === defaultEngineUrl(settings.platform);
  if (!isDefault || settings.platform !== 'linux') return failure;
  const folders = [...(settings.env['PATH'] ?? '').split(delimiter), ...programFolders];
  if (!(await isEngineInstalled(folders))) return notInstalled(failure);
  return {
    ...failure,
    message: `Docker is not running. No engine answers at ${path}.`,
    hint: 'Start it; Berth goes on by itself.',
    command: 'sudo systemctl start docker',
  };
}

async function explainDenial(failure: Failure, path: string): Promise<Failure> {
  const group = await groupOf(path);
  if (group === undefined || group === 'root') return failure;
  return {
    ...failure,
    message: `You do not have access to Docker. Your user is not in the group ${group} that owns ${path}.`,
    hint: 'Add your user to it and log in again.',
    command: `sudo usermod -aG ${group} "$USER"`,
  };
}

/** The name of the group that owns a file; `undefined` where it cannot be found out. */
async function groupOf(path: string): Promise<string | undefined> {
  try {
    const [{ gid }, groups] = await Promise.all([stat(path), readFile('/etc/group', 'utf8')]);
    // NAME:PASSWORD:GID:MEMBERS
    const entry = groups.split('\n').find((line) => line.split(':')[2] === String(gid));
    return entry?.split(':')[0];
  } catch {
    return undefined;
  }
}

async function notInstalled(failure: Failure): Promise<Failure> {
  const hasApt = await isThere('/usr/bin/apt-get');
  return {
    ...failure,
    code: 'engine-not-installed',
    message: 'No container engine is installed on this machine.',
    hint: 'Install Docker; Berth goes on by itself once it runs.',
    ...(hasApt ? { command: 'sudo apt-get install docker.io' } : {}),
  };
}

async function isEngineInstalled(folders: readonly string[]): Promise<boolean> {
  const found = await Promise.all(
    [...new Set(folders)]
      .filter((folder) => folder !== '')
      .map((folder) => isThere(join(folder, 'dockerd'))),
  );
  return found.includes(true);
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
