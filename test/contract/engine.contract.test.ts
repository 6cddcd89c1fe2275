import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { extract, pack } from 'tar-stream';
import { expect, it } from 'vitest';
import type { ContainerSpec } from '../../electron/engine/container-spec.ts';
import type { OutputChunk } from '../../electron/engine/container-engine.ts';
import { ContainerDetailSchema, ContainerSchema } from '../../shared/contract/container.ts';
import { collect, describeEachEngine, failureOf, until } from './each-engine.ts';

const FOREVER = ['sh', '-c', 'trap "exit 0" TERM; while true; do sleep 0.1; done'];

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

describeEachEngine('containers', (under) => {
  const create = (spec: Omit<ContainerSpec, 'image'>) =>
    under().engine.createContainer({ image: under().image, ...spec });

  const createRunning = async (spec: Omit<ContainerSpec, 'image'>): Promise<string> => {
    const id = await create({ command: FOREVER, ...spec });
    await under().engine.startContainer(id);
    return id;
  };

  const remove = (id: string) => under().engine.removeContainer(id, { force: true, volumes: true });

  const textOf = (chunks: readonly OutputChunk[], stream?: OutputChunk['stream']): string =>
    Buffer.concat(
      chunks.filter((chunk) => stream === undefined || chunk.stream === stream).map((c) => c.bytes),
    ).toString('utf8');

  it('says who it is', async () => {
    const { engine, version } = under();
    await engine.ping();
    const said = await engine.version();
    expect(said.version.startsWith(version)).toBe(true);
    expect(said.apiVersion).toBe(version === '20.10' ? '1.41' : '1.45');
    const info = await engine.info();
    expect(info.dataRoot).toBe(`${under().rig.directory}/data`);
    expect(info.runtimes).toContain('runc');
    expect(info.memoryBytes).toBeGreaterThan(2 ** 28);
    expect(Math.abs((info.systemTimeMs ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it('creates, lists, inspects and removes', async () => {
    const { engine, image } = under();
    const id = await create({
      name: 'full',
      command: ['sh', '-c', 'echo hello'],
      env: { GREETING: 'a=b', API_TOKEN: 'hidden-value' },
      labels: { 'dev.berth.test': 'yes' },
      ports: [{ containerPort: 80, protocol: 'tcp', hostIp: '127.0.0.1' }],
      mounts: [
        { kind: 'volume', source: 'named', destination: '/data', isWritable: true },
        { kind: 'volume', destination: '/scratch', isWritable: true },
        { kind: 'tmpfs', destination: '/run', sizeBytes: 1024 * 1024 },
      ],
      user: '1000:1000',
      groups: ['27'],
      workingDirectory: '/tmp',
      shmSizeBytes: 128 * 1024 * 1024,
      hasInit: false,
      noNewPrivileges: true,
      restartPolicy: 'unless-stopped',
      stopGraceSeconds: 3,
    });
    const row = await engine.findContainer(id);
    expect(ContainerSchema.parse(row)).toMatchObject({
      id,
      name: 'full',
      image,
      state: 'created',
      labels: { 'dev.berth.test': 'yes' },
    });
    expect(await engine.listContainers()).toContainEqual(row);
    const detail = ContainerDetailSchema.parse(await engine.inspectContainer('full'));
    expect(detail.container).toEqual(row);
    expect(detail).toMatchObject({
      hasTty: false,
      restartPolicy: 'unless-stopped',
      workingDirectory: '/tmp',
      user: '1000:1000',
      startError: '',
    });
    expect(detail.startedAtMs).toBeUndefined();
    expect(detail.exitCode).toBeUndefined();
    expect(detail.inspectText).toContain('GREETING=a=b');
    expect(detail.inspectText).toContain('"ShmSize": 134217728');
    expect(detail.inspectText).not.toContain('hidden-value');
    const volumes = await engine.listVolumesOf(id);
    expect(volumes).toContainEqual({ name: 'named', destination: '/data', isAnonymous: false });
    const anonymous = volumes.find((volume) => volume.destination === '/scratch');
    expect(anonymous?.isAnonymous).toBe(true);
    const preview = await engine.previewRemoval(id);
    expect(preview).toMatchObject({
      name: 'full',
      isRunning: false,
      anonymousVolumes: [anonymous?.name],
    });
    await engine.removeContainer(id, { force: false, volumes: true });
    expect(await engine.findContainer(id)).toBeUndefined();
    expect(await failureOf(engine.inspectContainer(id))).toMatchObject({ code: 'not-found' });
  });

  it('refuses a taken name and an unknown image in words', async () => {
    const id = await create({ name: 'taken' });
    expect(await failureOf(create({ name: 'taken' }))).toMatchObject({
      code: 'conflict',
      message: 'The name “taken” is taken by another container.',
    });
    await remove(id);
    const missing = under().engine.createContainer({ image: 'berth.test/none:1' });
    expect(await failureOf(missing)).toMatchObject({
      code: 'not-found',
      message: 'The engine does not have the image berth.test/none:1.',
    });
  });

  it('starts, restarts and stops, each twice without complaint', async () => {
    const { engine } = under();
    const id = await createRunning({ name: 'worker' });
    await engine.startContainer(id);
    const first = await engine.inspectContainer(id);
    expect(first.container.state).toBe('running');
    expect(first.container.statusText).toMatch(/^Up /);
    await engine.restartContainer(id, { graceSeconds: 2 });
    const second = await engine.inspectContainer(id);
    expect(second.startedAtMs).toBeGreaterThan(first.startedAtMs ?? Infinity);
    expect(
      await failureOf(engine.removeContainer(id, { force: false, volumes: false })),
    ).toMatchObject({ code: 'conflict', message: 'The container is running.' });
    await engine.stopContainer(id, { graceSeconds: 2 });
    await engine.stopContainer(id, { graceSeconds: 2 });
    const ended = await engine.inspectContainer(id);
    expect(ended).toMatchObject({
      exitCode: 0,
      isOomKilled: false,
      container: { state: 'exited' },
    });
    expect(ended.finishedAtMs).toBeGreaterThan(ended.startedAtMs ?? Infinity);
    await remove(id);
    expect(await failureOf(engine.startContainer(id))).toMatchObject({ code: 'not-found' });
  });

  it('kills what ignores a stop, after the grace', async () => {
    const id = await createRunning({ command: ['sh', '-c', 'trap "" TERM; sleep 1000'] });
    await under().engine.stopContainer(id, { graceSeconds: 1 });
    expect((await under().engine.inspectContainer(id)).exitCode).toBe(137);
    await remove(id);
  });

  it('says why a start fails', async () => {
    const { engine } = under();
    const noProgram = await create({ command: ['/no/such/program'] });
    expect(await failureOf(engine.startContainer(noProgram))).toMatchObject({
      code: 'invalid-input',
      message: 'The image has no program “/no/such/program” that could be started.',
    });
    const noFolder = failureOf(
      create({
        mounts: [{ kind: 'bind', source: '/no/such/folder', destination: '/x', isWritable: true }],
      }),
    );
    expect(await noFolder).toMatchObject({ code: 'invalid-input' });
    expect((await noFolder).message).toContain('/no/such/folder');
    await remove(noProgram);
  });

  it('names a port that is taken, by another program and by another container', async () => {
    const { engine } = under();
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const hostPort = portOf(server);
    const port = { containerPort: 80, protocol: 'tcp', hostIp: '127.0.0.1', hostPort } as const;
    const first = await create({ command: FOREVER, ports: [port] });
    const expected = { code: 'port-in-use', message: `Port ${hostPort} is taken.` };
    expect(await failureOf(engine.startContainer(first))).toMatchObject(expected);
    server.close();
    await once(server, 'close');
    await engine.startContainer(first);
    const second = await create({ command: FOREVER, ports: [port] });
    expect(await failureOf(engine.startContainer(second))).toMatchObject(expected);
    expect((await engine.findContainer(first))?.ports).toEqual([
      { containerPort: 80, protocol: 'tcp', hostIp: '127.0.0.1', hostPort },
    ]);
    await Promise.all([remove(first), remove(second)]);
  });

  it('reads logs apart, by tail, with times and without', async () => {
    const { engine } = under();
    const id = await createRunning({
      command: [
        'sh',
        '-c',
        'echo ähm; echo oops >&2; for i in $(seq 1 5000); do echo line $i; done',
      ],
    });
    await until(async () => (await engine.findContainer(id))?.state === 'exited');
    const all = await collect(engine.containerLogs(id, { follow: false }));
    expect(textOf(all, 'stderr')).toBe('oops\n');
    const out = textOf(all, 'stdout').split('\n');
    expect(out).toHaveLength(5002);
    expect(out[0]).toBe('ähm');
    const tail = await collect(engine.containerLogs(id, { follow: false, tailLines: 2 }));
    expect(textOf(tail)).toBe('line 4999\nline 5000\n');
    const timed = await collect(
      engine.containerLogs(id, { follow: true, tailLines: 1, timestamps: true }),
    );
    expect(textOf(timed)).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z line 5000\n$/);
    const later = engine.containerLogs(id, { follow: false, sinceMs: Date.now() + 5_000 });
    expect(textOf(await collect(later))).toBe('');
    await remove(id);
  });

  it('follows the raw log of a terminal until it is told to stop', async () => {
    const { engine } = under();
    const id = await createRunning({ hasTty: true, command: ['sh', '-c', 'echo on; sleep 1000'] });
    const stop = new AbortController();
    const chunks: OutputChunk[] = [];
    const reading = (async () => {
      const logs = engine.containerLogs(id, { follow: true, signal: stop.signal });
      for await (const chunk of logs) chunks.push(chunk);
    })();
    const ended = failureOf(reading);
    await until(() => textOf(chunks) === 'on\r\n');
    stop.abort();
    expect((await ended).code).toBe('cancelled');
    await remove(id);
  });

  it('ends a followed log when the container ends', async () => {
    const { engine } = under();
    const id = await createRunning({ command: ['sh', '-c', 'sleep 0.5; echo last'] });
    expect(textOf(await collect(engine.containerLogs(id, { follow: true })))).toBe('last\n');
    await remove(id);
  });

  it('puts files in and gets them out', async () => {
    const { engine } = under();
    const id = await createRunning({});
    const archive = pack();
    archive.entry({ name: 'token', mode: 0o600 }, 'secret');
    archive.entry({ name: 'large' }, Buffer.alloc(3 * 1024 * 1024, 7));
    archive.finalize();
    const tar = await buffer(archive);
    await engine.putArchive(id, '/tmp', tar);
    await engine.putArchive(id, '/root', Readable.from([tar.subarray(0, 700), tar.subarray(700)]));
    const sizes = new Map<string, number>();
    const reader = extract();
    Readable.from(engine.getArchive(id, '/tmp')).pipe(reader);
    for await (const entry of reader) {
      sizes.set(entry.header.name, entry.header.size ?? 0);
      entry.resume();
    }
    expect(sizes.get('tmp/large')).toBe(3 * 1024 * 1024);
    expect(sizes.get('tmp/token')).toBe(6);
    expect((await engine.containerSizes(id)).ownBytes).toBeGreaterThanOrEqual(2 * 3 * 1024 * 1024);
    expect((await engine.previewRemoval(id)).freedBytes).toBeGreaterThanOrEqual(6 * 1024 * 1024);
    expect(await failureOf(collect(engine.getArchive(id, '/none')))).toMatchObject({
      code: 'not-found',
    });
    expect(await failureOf(engine.putArchive(id, '/none', tar))).toMatchObject({
      code: 'not-found',
    });
    await remove(id);
  });

  it('tells what happens, from the moment it is asked', async () => {
    const { engine } = under();
    const stop = new AbortController();
    const { systemTimeMs } = await engine.info();
    const id = await create({ name: 'eventful' });
    const events = await engine.events({ signal: stop.signal, sinceMs: systemTimeMs });
    const actions: string[] = [];
    const reading = (async () => {
      for await (const event of events) {
        if (event.kind === 'container' && event.id === id) actions.push(event.action);
      }
    })();
    const ended = failureOf(reading);
    await engine.startContainer(id);
    await remove(id);
    await until(() => actions.includes('destroy'));
    expect(actions).toEqual(expect.arrayContaining(['create', 'start', 'die', 'destroy']));
    stop.abort();
    expect((await ended).code).toBe('cancelled');
  });
});
