import { readFileSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { removeBridge } from './engine-bridge.ts';
import {
  childrenOf,
  endProcess,
  findProcesses,
  identifyProcess,
  isAlive,
  parseJsonOrUndefined,
  processSchema,
  runCommand,
} from './rig-process.ts';

const recordSchema = z.object({
  owner: processSchema,
  directory: z.string(),
  bridgeName: z.string(),
  processes: z.array(processSchema),
});

/** What one running engine would leave on the machine; written before each part is made. */
export type EngineRecord = z.infer<typeof recordSchema>;

/** Only root can write here, so nobody can talk the rig into ending or deleting what is not its own. */
const RECORDS_DIRECTORY = '/run/berth-rig';

/** What the rig puts into an engine's directory; nothing else in there is ever deleted. */
const ENGINE_ENTRIES = [
  'data',
  'exec',
  'containerd',
  'state',
  'opt',
  'docker.sock',
  'c.sock',
  'c.sock.ttrpc',
  'dockerd.pid',
  'daemon.json',
  'containerd.toml',
  'dockerd.log',
  'containerd.log',
];

/** How long an engine gets to stop by itself before it is killed. */
const STOP_GRACE_MS = 10_000;

function recordPath(bridgeName: string): string {
  return join(RECORDS_DIRECTORY, `${bridgeName}.json`);
}

/** Notes what belongs to an engine, so that a later run can remove it should this one be killed. */
export async function writeRecord(record: EngineRecord): Promise<void> {
  await mkdir(RECORDS_DIRECTORY, { recursive: true, mode: 0o700 });
  await writeFile(recordPath(record.bridgeName), JSON.stringify(record));
}

/** The identity of this test process, which owns the engines it starts. */
export function thisProcess(): EngineRecord['owner'] {
  const identity = identifyProcess(process.pid);
  if (identity === undefined) throw new Error('/proc is not readable');
  return identity;
}

/** Removes everything an engine has left: its processes, containers, mounts, bridge, files and record. */
export async function removeEngine(record: EngineRecord): Promise<void> {
  // Containers first: an engine that is told to stop waits for each of them.
  await endContainers(record.directory);
  for (const identity of record.processes) await endProcess(identity, STOP_GRACE_MS);
  await endContainers(record.directory);
  await unmountBelow(record.directory);
  await removeBridge(record.bridgeName);
  for (const entry of ENGINE_ENTRIES) {
    await rm(join(record.directory, entry), { recursive: true, force: true });
  }
  await rmdir(record.directory).catch(() => undefined);
  await rm(recordPath(record.bridgeName), { force: true });
}

/** Removes the engines whose owner was killed before it could; returns the directories they lay in. */
export async function removeAbandonedEngines(): Promise<string[]> {
  const removed: string[] = [];
  for (const name of await readdir(RECORDS_DIRECTORY).catch(() => [])) {
    const text = await readFile(join(RECORDS_DIRECTORY, name), 'utf8').catch(() => '{}');
    const record = recordSchema.safeParse(parseJsonOrUndefined(text));
    if (!record.success || isAlive(record.data.owner)) continue;
    await removeEngine(record.data);
    removed.push(record.data.directory);
  }
  return removed;
}

/** A shim outlives its engine and a container outlives its shim: the container's first process goes first. */
async function endContainers(directory: string): Promise<void> {
  const below = `${directory}/`;
  const shims = findProcesses(
    ([program, ...rest]) =>
      program?.includes('containerd-shim') === true &&
      rest.some((argument) => argument.startsWith(below)),
  );
  for (const shim of shims) {
    for (const container of childrenOf(shim)) await endProcess(container, 0);
    await endProcess(shim, STOP_GRACE_MS);
  }
}

async function unmountBelow(directory: string): Promise<void> {
  const below = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => (line.split(' ')[4] ?? '').replaceAll('\\040', ' '))
    .filter((mountPoint) => mountPoint.startsWith(`${directory}/`));
  for (const mountPoint of below.toReversed()) await runCommand('umount', ['-l', mountPoint]);
}
