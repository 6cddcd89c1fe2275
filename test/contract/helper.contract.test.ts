import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { EngineNotice } from '../../shared/contract/engine.ts';
import type { DockerEngine } from '../../electron/engine/docker/docker-engine.ts';
import { ContainerService } from '../../electron/service/container/container-service.ts';
import {
  HELPER_LABEL,
  helperLabels,
  isHelper,
  OWNER_LABEL,
} from '../../electron/service/helper/helper-labels.ts';
import { HelperMemory } from '../../electron/service/helper/helper-memory.ts';
import { HelperService } from '../../electron/service/helper/helper-service.ts';
import type { EngineAccess } from '../../electron/service/launch/engine-access.ts';
import { TerminalService } from '../../electron/service/terminal/terminal-service.ts';
import { collect, describeEachEngine, failureOf, until } from './each-engine.ts';
import { quietAccess } from './quiet-access.ts';
import { bareImage } from './shell-images.ts';
import { WatchedSession } from './watched-session.ts';

const SIZE = { columns: 100, rows: 30 };

/** The first item of a stream. */
async function firstOf<T>(items: AsyncIterable<T>): Promise<T> {
  for await (const item of items) return item;
  throw new Error('the stream was empty');
}

/** Labels as a commit takes them. */
const labelled = (labels: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(labels).map(([key, value]) => `LABEL ${key}=${value}`);

/** All that an engine says of a container; it keeps mounts in no order. */
async function inspectionOf(engine: DockerEngine, id: string): Promise<unknown> {
  const said: Readonly<Record<string, unknown>> = JSON.parse(
    (await engine.inspectContainer(id)).inspectText,
  );
  const mounts = (said['Mounts'] as readonly unknown[]).map((mount) => JSON.stringify(mount));
  return { ...said, Mounts: mounts.toSorted() };
}

/** An engine that is connected, and of which nothing else is heard. */
function access(engine: DockerEngine): EngineAccess {
  const { state } = quietAccess(engine);
  return {
    engine,
    state,
    notices: async function* (signal): AsyncGenerator<EngineNotice> {
      yield { kind: 'state', state };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
  };
}

describeEachEngine('helpers beside containers without a shell', (under, isAvailable) => {
  let directory: string;
  let terminals: TerminalService;
  let helpers: HelperService;
  let bare: string;
  let target: string;

  const memory = (): HelperMemory => new HelperMemory(join(directory, 'helpers.json'));

  const copies = async () => await under().engine.listImages({ label: OWNER_LABEL });

  /** A helper's shell that runs. */
  const opened = async (id: string) => {
    const shell = new WatchedSession(terminals, id);
    shell.attach(SIZE);
    await shell.reaches('running');
    return shell;
  };

  const fileOf = async (id: string, path: string): Promise<string> =>
    Buffer.concat(await collect(under().engine.getArchive(id, path))).toString('latin1');

  const helperIds = async (): Promise<readonly string[]> =>
    (await under().engine.listContainers()).filter(isHelper).map(({ id }) => id);

  beforeAll(async () => {
    if (!isAvailable) return;
    const { engine, rig } = under();
    directory = await mkdtemp(join(tmpdir(), 'berth-helper-'));
    terminals = new TerminalService(access(engine));
    helpers = new HelperService(access(engine), terminals, memory());
    bare = await bareImage(rig);
    target = await engine.createContainer({ image: bare, name: 'bare-target' });
    await engine.startContainer(target);
  });

  afterEach(async () => {
    for (const { id } of terminals.list()) await terminals.close(id);
  });

  afterAll(async () => {
    if (!isAvailable) return;
    await terminals.dispose();
    await helpers.dispose();
    await under().engine.removeContainer(target, { force: true, volumes: true });
    await rm(directory, { recursive: true, force: true });
  });

  it('see its files and processes, are in no list, and go with their terminal', async () => {
    const { engine, image } = under();
    const plan = await helpers.plan(target);
    expect(plan).toMatchObject({
      containerName: 'bare-target',
      sharesHostNetwork: false,
      sharesMemory: false,
      sharesDevices: false,
    });
    expect(plan.images[0]).toMatchObject({ reference: image, isShellKnown: true });
    expect(plan.images.find(({ reference }) => reference === bare)).toMatchObject({
      isShellKnown: false,
    });

    const id = await helpers.open(target, image, SIZE);
    const shell = new WatchedSession(terminals, id);
    shell.attach(SIZE);
    await shell.reaches('running');
    await shell.type('ls; ls /target/only; cat /proc/1/cmdline | tr "\\\\0" " "; echo en""d\n');
    await shell.sees(/only.*\/target\/only.*sleep 1000 end/s);
    const [helperId = ''] = await helperIds();
    expect(await helperIds()).toHaveLength(1);
    const listed = await new ContainerService(() => engine).list({});
    expect(listed.map((container) => container.id)).toContain(target);
    expect(listed.map((container) => container.id)).not.toContain(helperId);

    await terminals.close(id);
    await until(async () => (await helperIds()).length === 0);
    // The next one begins with the image of the last.
    expect((await memory().recall()).image).toBe(image);
  });

  it('are refused, and leave nothing, where their image has no shell or others’ processes are in sight', async () => {
    const { engine } = under();
    expect(await failureOf(helpers.open(target, bare, SIZE))).toMatchObject({
      code: 'tool-missing',
      message: `${bare} has no shell either.`,
    });
    const all = await engine.createContainer({
      image: bare,
      name: 'sees-all',
      shares: { processes: 'host' },
    });
    await engine.startContainer(all);
    const refusal = {
      code: 'conflict',
      message: expect.stringContaining('sees-all shares the processes of the whole machine'),
    };
    expect(await failureOf(helpers.plan(all))).toMatchObject(refusal);
    expect(await failureOf(helpers.open(all, under().image, SIZE))).toMatchObject(refusal);
    await engine.removeContainer(all, { force: true, volumes: true });
    expect(await helperIds()).toEqual([]);
  });

  it('of one that does not run are a copy of it, with its volumes and without its GPUs', async () => {
    const { engine, image } = under();
    const left = await engine.createContainer({
      image,
      name: 'left',
      command: ['sh', '-c', 'echo kept > /kept; id -u > /data/who; echo gone > /memory/x'],
      env: { MARK: 'its-own' },
      user: '0',
      workingDirectory: '/data',
      labels: { 'com.example.project': 'demo' },
      mounts: [
        { kind: 'volume', destination: '/data', isWritable: true },
        { kind: 'tmpfs', destination: '/memory' },
      ],
    });
    await engine.startContainer(left);
    await until(async () => (await engine.findContainer(left))?.state === 'exited');
    const before = await inspectionOf(engine, left);
    const plan = await helpers.plan(left);
    expect(plan).toMatchObject({
      kind: 'copy',
      state: 'exited',
      hasShell: true,
      images: [],
      volumes: ['/data'],
      emptyPlaces: ['/memory'],
    });
    if (plan.kind !== 'copy') throw new Error('not a copy');
    expect(plan.ownBytes).toBeGreaterThan(0);
    expect(plan.wholeBytes).toBeGreaterThan(plan.ownBytes);

    const shell = await opened(await helpers.open(left, undefined, SIZE));
    await shell.type(
      'cat /kept; pwd; cat who; ls /memory; echo $MARK; echo new > /kept; echo new > who; echo en""d\n',
    );
    await shell.sees(/kept\s+\/data\s+0\s+its-own\s+end/);
    const [helperId = ''] = await helperIds();
    const listed = await engine.listContainers();
    expect(listed.find(({ id }) => id === helperId)?.labels).toMatchObject({
      'com.example.project': '',
      [HELPER_LABEL]: left,
    });
    expect(await copies()).toHaveLength(1);
    await terminals.close(shell.id);
    await until(async () => (await helperIds()).length + (await copies()).length === 0);

    // Only what was done in its volume has reached it.
    expect(await inspectionOf(engine, left)).toEqual(before);
    expect(await fileOf(left, '/kept')).toContain('kept');
    expect(await fileOf(left, '/data/who')).toContain('new');
    await engine.removeContainer(left, { force: true, volumes: true });
  });

  it('of one that does not run and has no shell hold its files; what it has no GPU for starts without', async () => {
    const { engine, image } = under();
    const idle = await engine.createContainer({
      image: bare,
      name: 'idle',
      mounts: [{ kind: 'volume', destination: '/data', isWritable: true }],
    });
    const plan = await helpers.plan(idle);
    expect(plan).toMatchObject({ kind: 'copy', state: 'created', hasShell: false });
    expect(plan.images[0]?.reference).toBe(image);
    const shell = await opened(await helpers.open(idle, image, SIZE));
    await shell.type('pwd; ls -l only sleep; ls -d /volumes/data; echo en""d\n');
    await shell.sees(/\/target\s.*\sonly\s.*sleep -> only\s.*\/volumes\/data\s+end/s);
    expect(await helperIds()).toHaveLength(1);
    await terminals.close(shell.id);
    await until(async () => (await helperIds()).length + (await copies()).length === 0);
    expect(await failureOf(helpers.open(idle, bare, SIZE))).toMatchObject({ code: 'tool-missing' });
    await engine.removeContainer(idle, { force: true, volumes: true });

    const wanting = await engine.createContainer({
      image,
      name: 'wanting',
      deviceRequests: [{ Driver: 'berth-none', Count: -1, Capabilities: [['gpu']] }],
    });
    // The engine's own words; a driver that no machine has, as this one may have GPUs.
    const refusal = await failureOf(engine.startContainer(wanting));
    expect(refusal.cause).toContain(
      'could not select device driver "berth-none" with capabilities: [[gpu]]',
    );
    const rest = await opened(await helpers.open(wanting, undefined, SIZE));
    const [seen] = await firstOf(helpers.watch(AbortSignal.timeout(10_000)));
    expect(seen).toMatchObject({ targetName: 'wanting', place: 'copy', isWithoutDevices: true });
    await terminals.close(rest.id);
    await until(async () => (await helperIds()).length + (await copies()).length === 0);
    await engine.removeContainer(wanting, { force: true, volumes: true });
  });

  it('that were left behind are removed at the next start; those of others are not', async () => {
    const { engine, image } = under();
    const { owner } = await memory().recall();
    const leave = async (name: string, by: string): Promise<string> =>
      await engine.createContainer({ image, name, labels: helperLabels(target, by, name) });
    const [own, foreign] = [
      await leave('left-own', owner),
      await leave('left-foreign', '0'.repeat(32)),
    ];
    const copyOf = async (mark: string): Promise<string> =>
      await engine.commitContainer(target, {
        changes: [...labelled(helperLabels(target, owner, '')), `LABEL mark=${mark}`],
      });
    await copyOf('left');
    // What a user makes of a helper is the user's: a name for its copy, an image of it, a container of either.
    await engine.tagImage(await copyOf('named'), 'named-copy:1');
    const ofHelper = await engine.commitContainer(own, { changes: [] });
    const users = [
      await engine.createContainer({ image: 'named-copy:1', name: 'users-a' }),
      await engine.createContainer({ image: ofHelper, name: 'users-b' }),
    ];
    expect(await copies()).toHaveLength(3);
    expect((await helperIds()).toSorted()).toEqual([own, foreign].toSorted());
    const next = new HelperService(access(engine), terminals, memory());
    await until(async () => (await copies()).length === 2, 10_000);
    expect(await helperIds()).toEqual([foreign]);
    expect((await copies()).map(({ id }) => id)).toContain(ofHelper);
    expect((await copies()).flatMap(({ tags }) => tags)).toEqual(['named-copy:1']);
    await next.dispose();
    for (const id of [...users, foreign]) {
      await engine.removeContainer(id, { force: true, volumes: true });
    }
    for (const id of ['named-copy:1', ofHelper]) await engine.removeImage(id);
  });
});
