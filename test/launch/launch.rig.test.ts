import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findEngines } from '../rig/engine-binaries.ts';
import { engineRequest } from '../rig/engine-request.ts';
import { startEngine, type RigEngine } from '../rig/engine.ts';
import { BUSYBOX_REFERENCE, busyboxImage } from '../rig/images.ts';
import { LaunchRig, containersOf } from './launch-rig.ts';
import { LOOPBACK, listenersAt, processesNaming, statusOf } from './outside-view.ts';
import { lineOf, spawnLaunch, stepsFrom } from './spawn-launch.ts';

/** Two minutes on two cores with nothing else to do; the rest is for a slow mirror and a busy machine. */
const BUILD_TIMEOUT_MS = 12 * 60_000;

const templates = {
  'dies.yaml': `image: ${BUSYBOX_REFERENCE}\ntitle: Dies\ncommand: [sh, -c, "echo broken >&2; exit 3"]\n`,
  'no-jupyter.yaml': `image: ${BUSYBOX_REFERENCE}\ntitle: None\ncommand: [jupyter, lab]\n`,
  'unreachable.yaml': 'image: registry.invalid/nobody/nothing:1\ntitle: Unreachable\n',
};

const versions = await findEngines();

describe.each(versions)('launches on Docker $version', ({ version, found }) => {
  let engine: RigEngine;
  let rig: LaunchRig;

  beforeAll(async () => {
    if (found.kind === 'unavailable') return;
    engine = await startEngine({ version });
    await busyboxImage(engine);
    rig = await LaunchRig.start({ socketPath: engine.socketPath, templates });
  }, 60_000);

  beforeEach((context) => {
    if (found.kind === 'unavailable') context.skip(found.because);
  });

  afterAll(async () => {
    await rig?.dispose();
    await engine?.dispose();
  }, 60_000);

  it(
    'the starter notebook, without a registry, to an answer of Jupyter',
    { timeout: BUILD_TIMEOUT_MS },
    async () => {
      const id = await rig.launches.launch('starter-notebook');
      const launch = await rig.untilReady(id, BUILD_TIMEOUT_MS);
      await rig.launches.door.showView(id, {
        bounds: { x: 0, y: 0, width: 1, height: 1 },
        webContentsId: 1,
      });
      const token = rig.page?.token ?? '';
      expect(token).toMatch(/^[0-9a-f]{64}$/);

      expect(await statusOf(launch.address, { authorization: `token ${token}` })).toBe(200);
      expect(await statusOf(launch.address, {})).toBe(403);
      expect(await statusOf(launch.address, { authorization: `token ${'0'.repeat(64)}` })).toBe(
        403,
      );
      const elsewhere = { authorization: `token ${token}`, host: 'evil.test' };
      expect(await statusOf(launch.address, elsewhere)).toBe(403);

      const { port } = new URL(launch.address);
      expect(listenersAt(port)).toEqual([LOOPBACK]);

      const path = `/containers/${launch.containerId}`;
      const inspected = await engineRequest(engine.socketPath, `${path}/json`);
      expect(inspected.text).toContain(launch.id);
      expect(inspected.text).not.toContain(token);
      const log = await engineRequest(engine.socketPath, `${path}/logs?stdout=1&stderr=1`);
      expect(log.text).toContain('Jupyter Notebook');
      expect(log.text).not.toContain(token);
      expect(processesNaming('jupyter-notebook').length).toBeGreaterThan(0);
      expect(processesNaming(token)).toEqual([]);
      expect(JSON.stringify([rig.launches.all(), rig.tasks.list()])).not.toContain(token);
      const journal = readFileSync(join(rig.stateDirectory, 'launches.json'), 'utf8');
      expect(journal).toContain(launch.id);
      expect(journal).not.toContain(token);
      await rig.launches.remove(id);
      expect(await containersOf(engine.socketPath, id)).toEqual([]);
    },
  );

  it('follows what happens at the engine, and removal', async () => {
    const id = await rig.launches.launch('starter-notebook');
    const { containerId } = await rig.untilReady(id);
    const path = `/containers/${containerId}`;
    await engineRequest(engine.socketPath, `${path}/stop?t=5`, { method: 'POST' });
    await rig.until(id, (launch) => launch?.status === 'Stopped');
    await engineRequest(engine.socketPath, `${path}/start`, { method: 'POST' });
    const again = await rig.untilReady(id);
    await rig.launches.door.showView(id, {
      bounds: { x: 0, y: 0, width: 1, height: 1 },
      webContentsId: 1,
    });
    const authorization = `token ${rig.page?.token}`;
    expect(await statusOf(again.address, { authorization })).toBe(200);
    await rig.launches.stop(id);
    expect(rig.launches.all()[0]?.status).toBe('Stopped');
    await rig.launches.restart(id);
    await rig.untilReady(id);
    await engineRequest(engine.socketPath, `${path}?force=1`, { method: 'DELETE' });
    await rig.until(id, (launch) => launch === undefined);
  });

  it('tells the exit code and the last lines of a container that dies', async () => {
    const id = await rig.launches.launch('dies');
    const launch = await rig.until(id, (each) => each?.status === 'Failed');
    expect(launch?.failure).toMatchObject({ code: 'not-ready' });
    expect(launch?.failure?.message).toContain('exit code 3');
    expect(launch?.failure?.cause).toContain('broken');
    await rig.launches.remove(id);
    expect(await containersOf(engine.socketPath, id)).toEqual([]);
  });

  it('says that an image has no Jupyter', async () => {
    const id = await rig.launches.launch('no-jupyter');
    const launch = await rig.until(id, (each) => each?.status === 'Failed');
    expect(launch?.failure?.message).toContain('has no Jupyter');
    await rig.launches.remove(id);
  });

  it('says that the registry cannot be reached where nothing else can make the image', async () => {
    const id = await rig.launches.launch('unreachable');
    const launch = await rig.until(id, (each) => each?.status === 'Failed');
    expect(launch?.failure?.code).toBe('registry-unreachable');
    await rig.launches.remove(id);
    expect(rig.launches.all()).toEqual([]);
  });

  it.each(['create', 'start', 'ready'])(
    'taken up after a kill in "%s" has one container',
    async (step) => {
      const stateDirectory = await mkdtemp(join(tmpdir(), 'berth-launch-'));
      const child = spawnLaunch(engine.socketPath, stateDirectory);
      const id = await lineOf(child, (line) => stepsFrom(step).includes(line.split(' ')[1] ?? ''));
      child.kill('SIGKILL');
      const next = await LaunchRig.start({ socketPath: engine.socketPath, stateDirectory });
      try {
        await next.untilReady(id);
        expect(await containersOf(engine.socketPath, id)).toHaveLength(1);
        await next.launches.remove(id);
      } finally {
        await next.dispose();
      }
    },
  );
});
