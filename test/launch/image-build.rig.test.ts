import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findEngines } from '../rig/engine-binaries.ts';
import { startEngine, type RigEngine } from '../rig/engine.ts';
import { LaunchRig, containersOf, imageTags } from './launch-rig.ts';
import { buildFolders, processesNaming } from './outside-view.ts';
import { lineOf, spawnLaunch } from './spawn-launch.ts';

const versions = await findEngines();

describe.skipIf(versions.every(({ found }) => found.kind === 'unavailable'))(
  'an image that is being made',
  () => {
    let engine: RigEngine;
    let cacheDirectory = '';

    beforeAll(async () => {
      const available = versions.find(({ found }) => found.kind === 'available');
      if (available === undefined) return;
      engine = await startEngine({ version: available.version });
      cacheDirectory = await mkdtemp(join(tmpdir(), 'berth-cache-'));
    }, 60_000);

    afterAll(async () => {
      await engine?.dispose();
      await rm(cacheDirectory, { recursive: true, force: true });
    }, 60_000);

    it(
      'and is cancelled leaves no image, container, process, file or mount',
      { timeout: 240_000 },
      async () => {
        const rig = await LaunchRig.start({ socketPath: engine.socketPath, cacheDirectory });
        try {
          const id = await rig.launches.launch('starter-notebook');
          await rig.until(id, isUnpacking, 200_000);
          const [folder = ''] = await buildFolders();
          expect(processesNaming(folder).length).toBeGreaterThan(0);
          const startedAtMs = performance.now();
          await rig.launches.cancel(id);
          // It removes about 200 MB of files; a second is usual.
          expect(performance.now() - startedAtMs).toBeLessThan(30_000);
          expect(rig.launches.all()).toEqual([]);
          expect(rig.tasks.list()).toMatchObject([{ status: 'cancelled' }]);
          expect(await buildFolders()).toEqual([]);
          expect(processesNaming(folder)).toEqual([]);
          expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(folder);
          expect(await readdir(cacheDirectory)).toEqual([]);
          expect(await imageTags(engine.socketPath)).toEqual([]);
          expect(await containersOf(engine.socketPath, id)).toEqual([]);
        } finally {
          await rig.dispose();
        }
      },
    );

    it('dies with the app, and the next one clears its files', { timeout: 240_000 }, async () => {
      const stateDirectory = await mkdtemp(join(tmpdir(), 'berth-launch-'));
      const child = spawnLaunch(engine.socketPath, stateDirectory, cacheDirectory);
      const id = await lineOf(child, (line) => line.includes('image running Unpacking'));
      const [folder = ''] = await buildFolders(child.pid);
      expect(processesNaming(folder).length).toBeGreaterThan(0);
      child.kill('SIGKILL');
      await expect.poll(() => processesNaming(folder), { timeout: 10_000 }).toEqual([]);
      const rig = await LaunchRig.start({
        socketPath: engine.socketPath,
        stateDirectory,
        cacheDirectory,
      });
      try {
        await rig.until(
          id,
          (launch) => launch?.steps[0]?.detail.includes('base system') ?? false,
          200_000,
        );
        expect(await buildFolders(child.pid)).toEqual([]);
        await rig.launches.cancel(id);
        expect(await buildFolders()).toEqual([]);
      } finally {
        await rig.dispose();
      }
    });
  },
);

function isUnpacking(
  launch: { readonly steps: readonly { readonly detail: string }[] } | undefined,
): boolean {
  return launch?.steps[0]?.detail.startsWith('Unpacking') ?? false;
}
