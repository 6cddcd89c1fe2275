import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  collect,
  describeEachEngine,
  failureOf,
  until,
  type EngineUnderTest,
} from './each-engine.ts';
import type { ContainerEngine } from '../../electron/engine/container-engine.ts';
import type { ImageName } from '../../shared/contract/image.ts';
import { ImageFactReader } from '../../electron/service/image/image-facts.ts';
import { planRemoval } from '../../electron/service/image/plan-removal.ts';
import { removeImages } from '../../electron/service/image/remove-images.ts';
import { TaskService } from '../../electron/service/task/task-service.ts';
import { engineRequest } from '../rig/engine-request.ts';
import { REGISTRY_USER, startRegistry, type RigRegistry } from '../rig/registry.ts';

/** A tar of one file of this size, in pieces. */
async function* tarOf(sizeBytes: number): AsyncGenerator<Uint8Array> {
  const archive = pack();
  archive.entry({ name: 'file' }, randomBytes(sizeBytes));
  archive.finalize();
  const tar = await buffer(archive);
  for (let at = 0; at < tar.byteLength; at += 100_000) yield tar.subarray(at, at + 100_000);
}

/** One more layer with one file on an image, kept under a new name. */
async function commitFile(
  { engine, rig }: EngineUnderTest,
  image: string,
  reference: string,
  sizeBytes: number,
): Promise<void> {
  const container = await engine.createContainer({ image, command: ['true'] });
  await engine.putArchive(container, '/tmp', tarOf(sizeBytes));
  const [repo = '', tag = ''] = reference.split(':');
  const path = `/commit?${new URLSearchParams({ container, repo, tag }).toString()}`;
  const { status } = await engineRequest(rig.socketPath, path, { method: 'POST', body: '{}' });
  expect(status).toBe(201);
  await engine.removeContainer(container, { force: true, volumes: true });
}

/** What the plan said is what the disk says. */
async function removeAndCount(
  engine: ContainerEngine,
  otherId: string,
  items: readonly ImageName[],
  layersBytes: number,
): Promise<void> {
  const tasks = new TaskService();
  const gone = { imageId: otherId, reference: 'berth.test/gone:1' };
  const results = await removeImages(engine, tasks, [gone, ...items]);
  const codes = results.map(({ failure }) => failure?.code);
  expect(codes).toEqual(['not-found', undefined, undefined, undefined]);
  expect(tasks.list()).toMatchObject([{ kind: 'remove', status: 'failed' }]);
  const after = await engine.imageUsage();
  expect(layersBytes - (after.layersBytes ?? 0)).toBe(800_000);
}

describeEachEngine('images', (under, isAvailable) => {
  let open: RigRegistry;
  let closed: RigRegistry;

  beforeAll(async () => {
    if (!isAvailable) return;
    [open, closed] = await Promise.all([startRegistry(), startRegistry('protected')]);
  });

  afterAll(async () => {
    await open?.[Symbol.asyncDispose]();
    await closed?.[Symbol.asyncDispose]();
  });

  /** An image that only the registry has. */
  const publishNew = async (registry: RigRegistry, name: string): Promise<string> => {
    const { engine, rig } = under();
    const local = 'berth.test/to-publish:1';
    await engine.importImage(tarOf(2 * 1024 * 1024), { reference: local });
    const reference = await registry.push(rig, local, name);
    await engine.removeImage(local);
    return reference;
  };

  it('imports, inspects and removes', async () => {
    const { engine } = under();
    const id = await engine.importImage(tarOf(5 * 1024 * 1024), {
      reference: 'berth.test/made:2',
      changes: ['CMD ["file"]', 'ENV A=1', 'EXPOSE 8888', 'WORKDIR /w', 'LABEL a=b', 'USER 5'],
    });
    const image = await engine.inspectImage('berth.test/made:2');
    expect(image).toMatchObject({
      id,
      tags: ['berth.test/made:2'],
      os: 'linux',
      architecture: 'amd64',
      layerCount: 1,
      labels: { a: 'b' },
      command: ['file'],
      entrypoint: [],
      exposedPorts: ['8888/tcp'],
      user: '5',
      workingDirectory: '/w',
    });
    expect(image.env).toContain('A=1');
    expect(image.sizeBytes).toBe(5 * 1024 * 1024);
    expect(Math.abs((image.createdAtMs ?? 0) - Date.now())).toBeLessThan(60_000);
    await engine.removeImage('berth.test/made:2');
    expect(await failureOf(engine.inspectImage(id))).toMatchObject({ code: 'not-found' });
    expect(await failureOf(engine.removeImage(id))).toMatchObject({ code: 'not-found' });
  });

  it('counts what images share, and plans exactly what goes', async () => {
    const { engine, image } = under();
    await commitFile(under(), image, 'berth.test/lower:1', 300_000);
    await commitFile(under(), 'berth.test/lower:1', 'berth.test/upper:1', 500_000);
    await engine.tagImage('berth.test/upper:1', 'berth.test/upper:2');
    const rows = await engine.listImages();
    const rowOf = (reference: string) => {
      const row = rows.find(({ tags }) => tags.includes(reference));
      if (row === undefined) throw new Error(`${reference} is not listed`);
      return row;
    };
    const [base, lower, upper] = [image, 'berth.test/lower:1', 'berth.test/upper:1'].map(rowOf);
    const usage = await engine.imageUsage();
    expect(usage.sharedBytes.get(base?.id ?? '')).toBe(base?.sizeBytes);
    expect(usage.sharedBytes.get(lower?.id ?? '')).toBe(lower?.sizeBytes);
    expect(usage.sharedBytes.get(upper?.id ?? '')).toBe(lower?.sizeBytes);
    expect(usage.layersBytes).toBeGreaterThanOrEqual(upper?.sizeBytes ?? 0);
    const history = await engine.imageHistory('berth.test/upper:1');
    expect(history.map(({ sizeBytes }) => sizeBytes).slice(0, 2)).toEqual([500_000, 300_000]);

    const plan = async (...references: readonly string[]) => {
      const names = references.map((reference) => ({ imageId: rowOf(reference).id, reference }));
      const choice = { kind: 'names', names } as const;
      return await planRemoval(engine, new ImageFactReader(), choice, {});
    };
    const both = ['berth.test/upper:1', 'berth.test/upper:2'];
    expect(await plan('berth.test/upper:1')).toMatchObject({
      deletedCount: 0,
      freed: { bytes: 0 },
    });
    expect(await plan('berth.test/lower:1')).toMatchObject({
      deletedCount: 1,
      freed: { bytes: 0 },
    });
    expect(await plan(...both)).toMatchObject({ deletedCount: 1, freed: { bytes: 500_000 } });
    const all = await plan(...both, 'berth.test/lower:1');
    expect(all).toMatchObject({ deletedCount: 2, freed: { kind: 'known', bytes: 800_000 } });
    await removeAndCount(engine, base?.id ?? '', all.items, usage.layersBytes ?? 0);
  });

  it('saves and loads, names and all', async () => {
    const { engine } = under();
    const reference = 'berth.test/archived:1';
    const id = await engine.importImage(tarOf(100_000), { reference });
    const archive = Buffer.concat(await collect(engine.saveImages([reference, id])));
    await engine.removeImage(reference);
    const again = (async function* () {
      for (let at = 0; at < archive.byteLength; at += 50_000)
        yield archive.subarray(at, at + 50_000);
    })();
    const steps = await collect(engine.loadImages(again));
    expect(steps.map(({ loaded }) => loaded)).toContain(reference);
    expect((await engine.inspectImage(reference)).id).toBe(id);
    await engine.removeImage(reference);
  });

  it('leaves nothing behind when an import is given up', async () => {
    const { engine } = under();
    const stop = new AbortController();
    async function* endless() {
      for (let count = 0; ; count += 1) {
        if (count === 20) stop.abort();
        yield Buffer.alloc(64 * 1024);
      }
    }
    const imported = engine.importImage(endless(), {
      reference: 'berth.test/half:1',
      signal: stop.signal,
    });
    expect((await failureOf(imported)).code).toBe('cancelled');
    expect((await failureOf(engine.inspectImage('berth.test/half:1'))).code).toBe('not-found');
  });

  it('does not remove an image that a container needs', async () => {
    const { engine, image } = under();
    const id = await engine.createContainer({ image });
    expect(await failureOf(engine.removeImage(image))).toMatchObject({ code: 'in-use' });
    await engine.removeContainer(id, { force: true, volumes: true });
  });

  it('pulls from a registry and says when it had the image', async () => {
    const { engine } = under();
    const reference = await publishNew(open, 'lab/pulled');
    const known = await engine.distribution(reference);
    expect(known.platforms).toEqual(['linux/amd64']);
    const first = await collect(engine.pullImage(reference));
    expect(first.at(-1)).toEqual({ kind: 'done', isNewer: true, digest: known.digest });
    const phases = first.map((item) => (item.kind === 'layer' ? item.phase : item.kind));
    expect(phases).toEqual(expect.arrayContaining(['waiting', 'extracting', 'complete', 'done']));
    expect(first).toContainEqual(expect.objectContaining({ totalBytes: expect.any(Number) }));
    const second = await collect(engine.pullImage(reference));
    expect(second.at(-1)).toEqual({ kind: 'done', isNewer: false, digest: known.digest });
    expect((await engine.inspectImage(reference)).digests).toContain(
      `${open.host}/lab/pulled@${known.digest}`,
    );
    const byDigest = await collect(engine.pullImage(`${open.host}/lab/pulled@${known.digest}`));
    expect(byDigest.at(-1)).toMatchObject({ kind: 'done' });
    await engine.removeImage(reference, { force: true });
  });

  it('says what a registry refuses', async () => {
    const { engine } = under();
    const missing = `${open.host}/lab/missing:1`;
    expect(await failureOf(collect(engine.pullImage(missing)))).toMatchObject({
      code: 'not-found',
    });
    const reference = await publishNew(closed, 'lab/private');
    const wrong = { username: 'berth', password: 'wrong', serverAddress: closed.host };
    const right = { ...REGISTRY_USER, serverAddress: closed.host };
    for (const auth of [undefined, wrong]) {
      expect(await failureOf(collect(engine.pullImage(reference, { auth })))).toMatchObject({
        code: 'registry-denied',
      });
      expect(await failureOf(engine.distribution(reference, { auth }))).toMatchObject({
        code: 'registry-denied',
      });
    }
    const pulled = await collect(engine.pullImage(reference, { auth: right }));
    expect(pulled.at(-1)).toMatchObject({ kind: 'done' });
    expect((await engine.distribution(reference, { auth: right })).platforms).toHaveLength(1);
  });

  it('says how a registry cannot be reached', async () => {
    const { engine } = under();
    const cases = [
      ['127.0.0.1:1/lab/x:1', 'The engine cannot reach the registry.'],
      [
        'registry.invalid/lab/x:1',
        'The engine cannot find the registry registry.invalid: its name does not resolve.',
      ],
    ] as const;
    for (const [reference, message] of cases) {
      for (const call of [engine.distribution(reference), collect(engine.pullImage(reference))]) {
        expect(await failureOf(call)).toMatchObject({ code: 'registry-unreachable', message });
      }
    }
  });

  it('refuses names that are none, without asking', async () => {
    const { engine } = under();
    for (const reference of ['', 'a b', '../etc', 'x?y=1', 'x#y', '/x', 'x//y', 'ä']) {
      expect(await failureOf(engine.inspectImage(reference))).toMatchObject({
        code: 'invalid-input',
      });
    }
    expect(await failureOf(collect(engine.pullImage('lab/UPPER')))).toMatchObject({
      code: 'invalid-input',
    });
  });

  it('reports a pull that is given up as cancelled', async () => {
    const { engine } = under();
    const reference = await publishNew(open, 'lab/given-up');
    await until(async () => (await failureOf(engine.inspectImage(reference))).code === 'not-found');
    const stop = new AbortController();
    const pull = (async () => {
      for await (const _ of engine.pullImage(reference, { signal: stop.signal })) stop.abort();
    })();
    expect((await failureOf(pull)).code).toBe('cancelled');
  });
});
