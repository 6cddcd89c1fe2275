import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DockerEngine } from '../../electron/engine/docker/docker-engine.ts';
import { DockerEngine as Engine } from '../../electron/engine/docker/docker-engine.ts';
import type { FailureCode } from '../../shared/ipc/failure.ts';
import { engineError } from '../rig/fault-mode.ts';
import type { FaultProxy } from '../rig/fault-proxy.ts';
import { collect, engineAt, failureOf } from './each-engine.ts';
import { startProxy } from './proxied-engine.ts';

const READ_MS = 10_000;
const CHANGE_MS = 30_000;
const REGISTRY_MS = 60_000;

/** What a busy machine may hold a timer back: less than the gap to any other limit. */
const PAUSE_MS = 4_000;

type Call = (engine: DockerEngine) => Promise<unknown>;

/** Every call that there is, with what it may take when nothing answers. */
const CALLS: readonly (readonly [string, number, Call])[] = [
  ['ping', 2_000, (engine) => engine.ping()],
  ['version', READ_MS, (engine) => engine.version()],
  ['info', READ_MS, (engine) => engine.info()],
  ['listContainers', READ_MS, (engine) => engine.listContainers()],
  ['findContainer', READ_MS, (engine) => engine.findContainer('aa')],
  ['inspectContainer', READ_MS, (engine) => engine.inspectContainer('aa')],
  ['listVolumesOf', READ_MS, (engine) => engine.listVolumesOf('aa')],
  ['inspectImage', READ_MS, (engine) => engine.inspectImage('aa')],
  ['events', READ_MS, (engine) => engine.events()],
  ['containerLogs', READ_MS, (engine) => collect(engine.containerLogs('aa', { follow: true }))],
  ['getArchive', READ_MS, (engine) => collect(engine.getArchive('aa', '/'))],
  ['stopContainer', 11_000, (engine) => engine.stopContainer('aa', { graceSeconds: 1 })],
  ['createContainer', CHANGE_MS, (engine) => engine.createContainer({ image: 'aa' })],
  [
    'removeContainer',
    CHANGE_MS,
    (engine) => engine.removeContainer('aa', { force: true, volumes: true }),
  ],
  ['removeImage', CHANGE_MS, (engine) => engine.removeImage('aa')],
  ['startContainer', 60_000, (engine) => engine.startContainer('aa')],
  ['putArchive', 60_000, (engine) => engine.putArchive('aa', '/', Buffer.alloc(10))],
  ['containerChanges', 60_000, (engine) => engine.containerChanges('aa')],
  ['containerSizes', 60_000, (engine) => engine.containerSizes('aa')],
  ['previewRemoval', 60_000, (engine) => engine.previewRemoval('aa')],
  ['pullImage', REGISTRY_MS, (engine) => collect(engine.pullImage('aa'))],
  ['distribution', REGISTRY_MS, (engine) => engine.distribution('aa')],
  [
    'importImage',
    REGISTRY_MS,
    (engine) => engine.importImage(Readable.from([Buffer.alloc(10)]), { reference: 'aa' }),
  ],
  ['restartContainer', 71_000, (engine) => engine.restartContainer('aa', { graceSeconds: 1 })],
];

const VERSION = '{"Version":"28.5.2","ApiVersion":"1.51","MinAPIVersion":"1.24"}';

let proxy: FaultProxy;
let engine: DockerEngine;
let dispose: () => Promise<void>;

// No engine is behind the proxy: these faults never let anything through.
beforeAll(async () => {
  const started = await startProxy('/nonexistent/docker.sock');
  ({ proxy, dispose } = started);
  await proxy.set({ kind: 'reply', path: /version/, status: 200, body: VERSION });
  ({ engine } = await Engine.connect(engineAt(started.socketPath)));
});

afterAll(async () => {
  engine.dispose();
  await dispose();
});

describe('an engine that accepts connections and never answers', () => {
  it('ends every call at its own limit', { timeout: 120_000 }, async () => {
    const before = proxy.injected;
    await proxy.set({ kind: 'hang' });
    const outcomes = await Promise.all(
      CALLS.map(async ([name, limitMs, call]) => {
        const startMs = performance.now();
        const { code } = await failureOf(call(engine));
        const tookMs = performance.now() - startMs;
        const isInTime = tookMs > 0.95 * limitMs && tookMs < 1.1 * limitMs + PAUSE_MS;
        return { name, code, isInTime };
      }),
    );
    expect(outcomes).toEqual(
      CALLS.map(([name]) => ({ name, code: 'engine-not-responding', isInTime: true })),
    );
    expect(proxy.injected - before).toBe(CALLS.length);
    await expect.poll(() => proxy.connectionCount).toBe(0);
  });

  it('lets every call be given up at once', async () => {
    await proxy.set({ kind: 'hang' });
    const signal = AbortSignal.timeout(100);
    const failures = await Promise.all([
      failureOf(engine.ping({ signal })),
      failureOf(engine.listContainers({ signal })),
      failureOf(engine.createContainer({ image: 'aa' }, { signal })),
      failureOf(engine.distribution('aa', { signal })),
      failureOf(engine.inspectImage('aa', { signal })),
      failureOf(engine.removeImage('aa', { signal })),
      failureOf(engine.events({ signal })),
      failureOf(collect(engine.pullImage('aa', { signal }))),
      failureOf(collect(engine.containerLogs('aa', { follow: true, signal }))),
    ]);
    expect(new Set(failures.map((failure) => failure.code))).toEqual(new Set(['cancelled']));
    await expect.poll(() => proxy.connectionCount).toBe(0);
  });
});

describe('an engine that refuses', () => {
  const codes: readonly (readonly [400 | 401 | 403 | 404 | 409 | 429 | 500 | 503, FailureCode])[] =
    [
      [400, 'invalid-input'],
      [401, 'engine-permission-denied'],
      [403, 'engine-permission-denied'],
      [404, 'not-found'],
      [409, 'conflict'],
      [429, 'engine-not-responding'],
      [500, 'engine-failed'],
      [503, 'engine-unreachable'],
    ];
  const asksRegistry = new Set(['pullImage', 'distribution', 'importImage']);

  it.each(codes)('with %i is quoted, and asked once only', async (status, code) => {
    for (const [name, , call] of CALLS) {
      const before = proxy.injected;
      await proxy.set(engineError(status, /./, `injected for ${name}`));
      const failure = await failureOf(call(engine));
      const isDenial = (status === 401 || status === 403) && asksRegistry.has(name);
      expect([name, failure.code]).toEqual([name, isDenial ? 'registry-denied' : code]);
      expect(failure.cause).toBe(`injected for ${name} (HTTP ${status})`);
      expect(failure.hint).toBeTruthy();
      expect([name, proxy.injected - before]).toEqual([name, 1]);
    }
  });
});
