import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineNotice, EngineState } from '../../../shared/contract/engine.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { FailureCode } from '../../../shared/ipc/failure.ts';
import type { EngineEvent } from '../container-engine.ts';
import { DockerEngine } from './docker-engine.ts';
import type { ConnectedEngine } from './engine-connection-options.ts';
import { EngineConnection } from './engine-connection.ts';
import { toEngineVersion } from './to-engine-version.ts';

const VERSION = toEngineVersion({ Version: '28.5.2', ApiVersion: '1.51', MinAPIVersion: '1.24' });
const INFO = { hostName: 'vm', systemTimeMs: 1_000, operatingSystem: 'Debian' };
const TIMING = {
  pingIntervalMs: 20,
  pingRetryMs: 10,
  reconcileIntervalMs: 60_000,
  retryPausesMs: [10, 20],
};

function fail(code: FailureCode): AppError {
  return new AppError({ code, message: `It failed with ${code}.` });
}

/** An engine whose answers a test decides. */
class FakeEngine {
  version = VERSION;
  connectFailure: AppError | undefined;
  answerPing: () => AppError | undefined = () => undefined;
  connectCount = 0;
  disposedCount = 0;
  subscribedSinceMs: (number | undefined)[] = [];
  #deliver: ((event: EngineEvent | AppError) => void) | undefined;

  /** Hands an event to the subscriber, or ends the subscription. */
  send(event: EngineEvent | AppError): void {
    if (this.#deliver === undefined) throw new Error('nobody listens');
    this.#deliver(event);
  }

  connect = async (): Promise<ConnectedEngine> => {
    this.connectCount += 1;
    if (this.connectFailure !== undefined) throw this.connectFailure;
    const engine = Object.assign(Object.create(DockerEngine.prototype) as DockerEngine, {
      info: () => Promise.resolve(INFO),
      ping: async () => {
        const failure = this.answerPing();
        if (failure !== undefined) throw failure;
      },
      events: async (options: { signal: AbortSignal; sinceMs?: number }) => {
        this.subscribedSinceMs.push(options.sinceMs);
        return this.#events(options.signal);
      },
      dispose: () => (this.disposedCount += 1),
    });
    return { engine, version: this.version };
  };

  async *#events(signal: AbortSignal): AsyncGenerator<EngineEvent> {
    const waiting: (EngineEvent | AppError)[] = [];
    let wake: () => void = () => undefined;
    this.#deliver = (event) => {
      waiting.push(event);
      wake();
    };
    signal.addEventListener('abort', () => wake());
    for (;;) {
      if (signal.aborted) throw fail('cancelled');
      const next = waiting.shift();
      if (next instanceof AppError) throw next;
      if (next !== undefined) yield next;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
}

let directory: string;
let fake: FakeEngine;
let connection: EngineConnection;
let notices: EngineNotice[];
let resolveFailure: AppError | undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'berth-connection-'));
  fake = new FakeEngine();
  notices = [];
  resolveFailure = undefined;
  connection = make(TIMING);
});

afterEach(async () => {
  connection.dispose();
  await rm(directory, { recursive: true });
});

function make(timing: Partial<typeof TIMING>): EngineConnection {
  const made = new EngineConnection({
    resolve: async () => {
      if (resolveFailure !== undefined) throw resolveFailure;
      return {
        endpoint: { kind: 'unix', path: join(directory, 's.sock') },
        address: { url: 'unix:///fake.sock', source: 'DOCKER_HOST' },
      };
    },
    settings: { env: {}, platform: 'linux', homeDirectory: directory },
    connect: () => fake.connect(),
    timing: { ...TIMING, ...timing },
  });
  made.subscribe((notice) => notices.push(notice));
  return made;
}

const until = (kind: EngineState['kind']) =>
  expect.poll(() => connection.state.kind, { timeout: 5_000, interval: 5 }).toBe(kind);

describe('EngineConnection', () => {
  it('is connected once it listens to events and the engine has answered', async () => {
    expect(connection.state.kind).toBe('connecting');
    expect(() => connection.engine).toThrow('Berth is still connecting to the engine.');
    connection.start();
    await until('connected');
    expect(connection.state).toMatchObject({
      version: '28.5.2',
      apiVersion: '1.45',
      name: 'vm',
      operatingSystem: 'Debian',
      address: { url: 'unix:///fake.sock' },
    });
    expect(fake.subscribedSinceMs).toEqual([1_000]);
    expect(notices.map((notice) => notice.kind)).toEqual(['state', 'resync']);
    expect(connection.epoch).toBe(1);
    await expect(connection.engine.ping()).resolves.toBeUndefined();
  });

  it('passes events on', async () => {
    connection.start();
    await until('connected');
    fake.send({ kind: 'container', action: 'start', id: 'a' });
    await expect
      .poll(() => notices.at(-1))
      .toEqual({ kind: 'container', action: 'start', id: 'a' });
  });

  it('says what it waits for, and connects when that comes', async () => {
    fake.connectFailure = fail('engine-unreachable');
    connection.start();
    await until('unavailable');
    expect(connection.state).toMatchObject({ failure: { code: 'engine-unreachable' } });
    expect(() => connection.engine).toThrow(AppError);
    await expect.poll(() => fake.connectCount).toBeGreaterThan(3);
    fake.connectFailure = undefined;
    await until('connected');
  });

  it('asks for the address again with every attempt', async () => {
    resolveFailure = fail('engine-address-refused');
    connection.start();
    await until('unavailable');
    expect(connection.state).not.toHaveProperty('address');
    resolveFailure = undefined;
    await until('connected');
  });

  it('reconnects after a loss, with a new epoch and a resync, and keeps an engine that stayed', async () => {
    connection.dispose();
    connection = make({ retryPausesMs: [500] }); // long enough to be seen
    connection.start();
    await until('connected');
    fake.send(fail('interrupted'));
    await until('reconnecting');
    expect(connection.state).toMatchObject({ attempt: 1, failure: { code: 'interrupted' } });
    expect(() => connection.engine).toThrow(AppError);
    await until('connected');
    expect(connection.epoch).toBe(2);
    expect(notices.slice(-2).map((notice) => notice.kind)).toEqual(['state', 'resync']);
    // Of the two engines that were made, the second was given back: streams of the first live on.
    expect([fake.connectCount, fake.disposedCount]).toEqual([2, 1]);
  });

  it('lets go of the engine when it does not come back at once', async () => {
    connection.start();
    await until('connected');
    fake.connectFailure = fail('engine-unreachable');
    fake.send(fail('interrupted'));
    const attempts = () => ('attempt' in connection.state ? connection.state.attempt : 0);
    await expect.poll(attempts).toBeGreaterThan(2);
    expect(fake.disposedCount).toBe(1);
  });

  it('negotiates anew when it reconnects', async () => {
    connection.start();
    await until('connected');
    fake.version = { ...VERSION, version: '20.10.24', apiVersion: '1.41' };
    fake.send(fail('interrupted'));
    await expect
      .poll(() => connection.state)
      .toMatchObject({ kind: 'connected', apiVersion: '1.41' });
    fake.connectFailure = fail('engine-too-old');
    fake.send(fail('interrupted'));
    await until('unavailable');
    expect(connection.state).toMatchObject({ failure: { code: 'engine-too-old' } });
  });

  it('tells a silent engine from a lost one, and heals', async () => {
    connection.start();
    await until('connected');
    fake.answerPing = () => fail('engine-not-responding');
    await until('not-responding');
    expect(fake.connectCount).toBe(1);
    expect(connection.engine).toBeDefined();
    fake.answerPing = () => undefined;
    await until('connected');
    expect(fake.connectCount).toBe(1);
    expect(connection.epoch).toBe(2);
    expect(notices.at(-1)).toEqual({ kind: 'resync' });
  });

  it('does not take one missed ping for silence', async () => {
    connection.start();
    await until('connected');
    let pingCount = 0;
    fake.answerPing = () => {
      pingCount += 1;
      return pingCount % 2 === 1 ? fail('engine-not-responding') : undefined;
    };
    await expect.poll(() => pingCount, { timeout: 5_000 }).toBeGreaterThan(8);
    expect(connection.state.kind).toBe('connected');
  });

  it('reconnects when pings say that the engine is gone', async () => {
    connection.start();
    await until('connected');
    fake.answerPing = () => fail('engine-unreachable');
    fake.connectFailure = fail('engine-unreachable');
    await until('reconnecting');
  });

  it('asks for whole lists at intervals', async () => {
    connection.dispose();
    connection = make({ reconcileIntervalMs: 20 });
    connection.start();
    await expect
      .poll(() => notices.filter((notice) => notice.kind === 'resync').length)
      .toBeGreaterThan(3);
  });

  it('tries at once when it is told to, and when the socket appears', async () => {
    connection.dispose();
    connection = make({ retryPausesMs: [60_000] });
    fake.connectFailure = fail('engine-unreachable');
    connection.start();
    await until('unavailable');
    connection.retry();
    await expect.poll(() => fake.connectCount).toBe(2);
    await until('unavailable');
    fake.connectFailure = undefined;
    await writeFile(join(directory, 's.sock'), '');
    await until('connected');
  });

  it('lets go and resolves anew when it is told to reconnect', async () => {
    connection.start();
    await until('connected');
    connection.reconnect();
    expect(connection.state.kind).toBe('connecting');
    await until('connected');
    expect(fake.connectCount).toBe(2);
    expect(fake.disposedCount).toBe(1);
  });

  it('is silent after its end', async () => {
    connection.start();
    await until('connected');
    const noticeCount = notices.length;
    connection.dispose();
    expect(fake.disposedCount).toBe(1);
    fake.send(fail('interrupted'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(notices).toHaveLength(noticeCount);
    expect(fake.connectCount).toBe(1);
  });

  it('gives a reader the state first, then every notice', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const reading = (async () => {
      for await (const notice of connection.notices(stop.signal)) {
        seen.push(notice.kind === 'state' ? notice.state.kind : notice.kind);
      }
    })();
    connection.start();
    await until('connected');
    fake.send({ kind: 'image', action: 'pull', id: 'i' });
    await expect.poll(() => seen).toEqual(['connecting', 'connected', 'resync', 'image']);
    stop.abort();
    await reading;
  });
});
