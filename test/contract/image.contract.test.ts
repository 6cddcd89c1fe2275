import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { collect, describeEachEngine, failureOf, until } from './each-engine.ts';
import { REGISTRY_USER, startRegistry, type RigRegistry } from '../rig/registry.ts';

/** A tar of one file of this size, in pieces. */
async function* tarOf(sizeBytes: number): AsyncGenerator<Uint8Array> {
  const archive = pack();
  archive.entry({ name: 'file' }, randomBytes(sizeBytes));
  archive.finalize();
  const tar = await buffer(archive);
  for (let at = 0; at < tar.byteLength; at += 100_000) yield tar.subarray(at, at + 100_000);
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
