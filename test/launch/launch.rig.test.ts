import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engineRequest } from '../rig/engine-request.ts';
import { findEngines } from '../rig/engine-binaries.ts';
import { startEngine, type RigEngine } from '../rig/engine.ts';
import { BUSYBOX_REFERENCE, busyboxImage } from '../rig/images.ts';
import { LaunchRig, containersOf, imageTags } from './launch-rig.ts';

/** Two minutes on two cores with nothing else to do; the rest is for a slow mirror and a busy machine. */
const BUILD_TIMEOUT_MS = 12 * 60_000;

const templates = {
  'dies.yaml': `image: ${BUSYBOX_REFERENCE}\ntitle: Dies\ncommand: [sh, -c, "echo broken >&2; exit 3"]\n`,
  'no-jupyter.yaml': `image: ${BUSYBOX_REFERENCE}\ntitle: None\ncommand: [jupyter, lab]\n`,
  'unreachable.yaml': 'image: registry.invalid/nobody/nothing:1\ntitle: Unreachable\n',
};

const versions = await findEngines();

/** Asks as any program on this machine could; the status alone. */
function statusOf(address: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL('api/contents', address), { agent: false, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Every local address at which something listens at this port. */
function listenersAt(port: string): readonly string[] {
  const lines = execFileSync('ss', ['-Hltn', `sport = :${port}`], { encoding: 'utf8' });
  return lines
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/)[3] ?? '');
}

/** Names of folders that builds of this process left. */
async function buildFolders(pid = process.pid): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith(`berth-image-${pid}-`));
}

/** Command lines of running processes that name this text. */
function processesNaming(text: string): readonly string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
      return line.includes(text) || environment.includes(text) ? [line] : [];
    } catch {
      return [];
    }
  });
}

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
      await rig.launches.showView(id, {
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
      expect(listenersAt(port)).toEqual([`127.0.0.1:${port}`]);

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
    await rig.launches.showView(id, {
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
      const id = await lineOf(child, (line) => line.includes(` ${step} running`));
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

/** Another process that launches the starter notebook. */
function spawnLaunch(...args: readonly string[]): ChildProcess {
  const script = join(import.meta.dirname, 'launch-child.ts');
  return spawn(process.execPath, [script, ...args], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** The launch's id, once the child has told such a line. */
async function lineOf(child: ChildProcess, isWanted: (line: string) => boolean): Promise<string> {
  if (child.stdout === null) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (isWanted(line)) return line.split(' ')[0] ?? '';
  }
  throw new Error('the child ended');
}
