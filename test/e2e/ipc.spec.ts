import { expect, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allContracts } from '../../shared/contract/all-contracts.ts';
import { FLOODING_ID } from './fake-engine.ts';
import { openForeignWindow } from './foreign-window.ts';
import { test } from './hardening-test.ts';
import { HttpSink } from './http-sink.ts';
import { hostilePayloads } from './hostile-payloads.ts';
import { installReader } from './stream-reader.ts';
import type { BridgeReply } from './window-bridge.ts';

const METHODS = Object.entries(allContracts).flatMap(([domain, contract]) =>
  Object.entries(contract).map(([method, { kind }]) => ({ domain, method, kind })),
);
const REQUESTS = METHODS.filter(({ kind }) => kind === 'request');

const PAYLOAD_COUNT = 10_000;

/** What the main process holds once its garbage is gone. */
async function heapBytes(app: Parameters<typeof openForeignWindow>[0]): Promise<number> {
  return await app.evaluate(() => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
    const collect: unknown = process.getBuiltinModule('node:vm').runInNewContext('gc');
    if (typeof collect === 'function') collect();
    return process.memoryUsage().heapUsed;
  });
}

test.describe('calls into the main process', () => {
  test('10,000 hostile payloads are refused, and the main process does not grow', async ({
    berth,
  }) => {
    const { app, page } = berth;
    test.setTimeout(180_000);
    const attack = async (seed: number, count: number) =>
      await page.evaluate(hostilePayloads, { seed, count, methods: REQUESTS });
    // An empty input asks for a file, rightly: nobody is there to choose one.
    await app.evaluate(({ dialog }) => {
      dialog.showOpenDialog = async () => await Promise.resolve({ canceled: true, filePaths: [] });
    });
    // What is compiled and cached once is no growth.
    await attack(1, PAYLOAD_COUNT / 10);
    const beforeBytes = await heapBytes(app);
    const outcome = await attack(2, PAYLOAD_COUNT);
    const grownBytes = (await heapBytes(app)) - beforeBytes;
    expect(outcome.accepted).toEqual([]);
    expect(outcome.codes).toEqual(['invalid-input']);
    expect(outcome.leaks).toEqual([]);
    expect(outcome.refusedByMain).toBeGreaterThan(PAYLOAD_COUNT / 2);
    expect(outcome.refusedByMain + outcome.refusedByBridge).toBeGreaterThan(PAYLOAD_COUNT * 0.95);
    expect(grownBytes).toBeLessThan(10 * 1024 * 1024);
    const log = readFileSync(join(berth.program.stateDirectory, 'logs', 'berth.log'), 'utf8');
    expect(log.split('\n').filter((line) => / error |unhandled|uncaught/.test(line))).toEqual([]);
    expect(
      await page.evaluate(async () => await window.berth.request('template', 'list', {})),
    ).toMatchObject({ ok: true });
  });

  test('what no contract declares is refused', async ({ berth }) => {
    const names = ['toString', '__proto__', 'constructor', 'hasOwnProperty', '', 'list', 'a.b'];
    names.push('ipc:request', '../container', 'container.list', 'x'.repeat(5_000), '\0');
    const replies = await berth.page.evaluate(async (all) => {
      const found: { readonly call: string; readonly reply: unknown }[] = [];
      for (const domain of ['container', ...all]) {
        for (const method of all.filter((name) => domain !== 'container' || name !== 'list')) {
          found.push({
            call: `${domain} ${method}`,
            reply: await window.berth.request(domain, method, {}),
          });
        }
      }
      return found;
    }, names);
    for (const { call, reply } of replies) {
      expect(reply, call).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    }
  });

  test('a stream is not a request, and a request is not a stream', async ({ berth }) => {
    await berth.page.evaluate(installReader);
    const asked = await berth.page.evaluate(async () => [
      await window.berth.request('engine', 'events', {}),
      await Reflect.get(window, 'readStream')('container', 'list', {}, 0),
    ]);
    expect(asked[0]).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    expect(asked[1]).toMatchObject({ end: { kind: 'fail', failure: { code: 'invalid-input' } } });
  });
});

test.describe('calls from elsewhere', () => {
  let sink: HttpSink;
  test.beforeAll(async () => {
    sink = await HttpSink.start();
  });
  test.afterAll(async () => await sink[Symbol.asyncDispose]());

  /** Calls every method from a page, and opens every stream. */
  async function callEverything(
    page: Page,
  ): Promise<{ replies: BridgeReply[]; portCount: number }> {
    return await page.evaluate(async (methods) => {
      let portCount = 0;
      window.addEventListener('message', ({ ports }) => (portCount += ports.length));
      const replies = [];
      for (const { domain, method } of methods) {
        window.berth.open(crypto.randomUUID?.() ?? `${domain}${method}`, domain, method, {});
        replies.push(await window.berth.request(domain, method, {}));
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { replies, portCount };
    }, METHODS);
  }

  const elsewhere: Readonly<Record<string, (origin: string) => string>> = {
    'a page of another origin': (origin) => `${origin}/blank`,
    'an empty page': () => 'about:blank',
    'a page that is its own address': () => 'data:text/html,<title>data</title>',
  };
  for (const [name, addressAt] of Object.entries(elsewhere)) {
    test(`${name} with our own preload script is refused`, async ({ berth }) => {
      const page = await openForeignWindow(berth.app, addressAt(sink.origin), {
        withPreload: true,
      });
      const { replies, portCount } = await callEverything(page);
      await page.close();
      expect(replies).toHaveLength(METHODS.length);
      for (const reply of replies) {
        expect(reply.failure?.message).toBe('This page may not speak to Berth.');
      }
      expect(portCount).toBe(0);
    });
  }

  test('our own page in a window that we did not open is refused', async ({ berth }) => {
    const page = await openForeignWindow(berth.app, 'app://ui/index.html', {
      withPreload: true,
      inMainSession: true,
    });
    const { replies, portCount } = await callEverything(page);
    await page.close();
    for (const reply of replies) expect(reply.ok).toBe(false);
    expect(portCount).toBe(0);
  });

  test('a foreign page in our own window is refused', async ({ berth }) => {
    const { app, page } = berth;
    const home = page.url();
    // Only the main process can bring it there, and while it is not kept from it.
    await app.evaluate(async ({ BrowserWindow }, url) => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents;
      Reflect.set(globalThis, 'keepers', page?.listeners('did-navigate'));
      page?.removeAllListeners('did-navigate');
      await page?.loadURL(url);
    }, 'data:text/html,<title>foreign</title>');
    // The main process is told before the test is, whose calls would still go to the page that was.
    await page.waitForURL('data:**');
    const { replies, portCount } = await callEverything(page);
    await app.evaluate(async ({ BrowserWindow }, url) => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents;
      await page?.loadURL(url);
      for (const keeper of Reflect.get(globalThis, 'keepers')) page?.on('did-navigate', keeper);
    }, home);
    for (const reply of replies) {
      expect(reply.failure?.message).toBe('This page may not speak to Berth.');
    }
    expect(portCount).toBe(0);
  });

  test('a frame inside our own page has no bridge', async ({ berth }) => {
    const found = await berth.page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const bridge: unknown = frame.contentWindow && Reflect.get(frame.contentWindow, 'berth');
      frame.remove();
      return typeof bridge;
    });
    expect(found).toBe('undefined');
  });
});

test.describe('streams', () => {
  test.beforeEach(async ({ berth, engine }) => {
    await expect
      .poll(
        async () =>
          await berth.page.evaluate(
            async () => await window.berth.request('container', 'list', {}),
          ),
      )
      .toMatchObject({ ok: true });
    await berth.page.evaluate(installReader);
    await expect.poll(() => engine.openStreams('logs')).toBe(0);
  });

  test.afterEach(async ({ berth, engine }) => {
    await berth.page.reload();
    await expect.poll(() => engine.openStreams('logs')).toBe(0);
  });

  test('a reload frees every stream', async ({ berth, engine }) => {
    const { page } = berth;
    await page.evaluate(async (id) => {
      const open = Reflect.get(window, 'openStream');
      for (let n = 0; n < 20; n += 1) {
        const stream = await open('container', 'logs', { id, tailLines: 0, follow: true });
        stream.grant(1024);
      }
    }, FLOODING_ID);
    await expect.poll(() => engine.openStreams('logs')).toBe(20);
    await page.reload();
    await expect.poll(() => engine.openStreams('logs')).toBe(0);
    expect(engine.openStreams('events')).toBe(1);
  });

  test('a stalled reader stops the producer', async ({ berth, engine }) => {
    const beforeBytes = engine.logBytes;
    await berth.page.evaluate(async (id) => {
      const stream = await Reflect.get(window, 'openStream')('container', 'logs', {
        id,
        tailLines: 0,
        follow: true,
      });
      // One window, and never more.
      stream.grant(512 * 1024);
    }, FLOODING_ID);
    await expect.poll(() => engine.logBytes - beforeBytes).toBeGreaterThan(512 * 1024);
    await berth.page.waitForTimeout(1_000);
    const takenBytes = engine.logBytes - beforeBytes;
    await berth.page.waitForTimeout(1_000);
    expect(engine.logBytes - beforeBytes).toBe(takenBytes);
    // The window, and what two sockets and two Node streams buffer.
    expect(takenBytes).toBeLessThan(4 * 1024 * 1024);
  });

  test('a request does not wait (p95) while 128 MiB flow to a slow reader', async ({ berth }) => {
    const p95 = (all: readonly number[]): number =>
      all.toSorted((a, b) => a - b)[Math.floor(all.length * 0.95)] ?? Infinity;
    const LIMIT_MS = 250;
    const rounds: number[] = [];
    // The bench holds the figure, which is 50 ms; this tells credit from none, where it is two seconds.
    // Other programs only ever add to it, so the best of three is the closest to ours.
    while (rounds.length < 3 && !rounds.some((roundMs) => roundMs < LIMIT_MS)) {
      const { receivedBytes, latenciesMs } = await berth.page.evaluate(async (id) => {
        const reading: Promise<{ readonly receivedBytes: number }> = Reflect.get(
          window,
          'readStream',
        )('container', 'logs', { id, tailLines: 0, follow: true }, 128 * 1024 * 1024);
        let isReading = true;
        void reading.finally(() => (isReading = false));
        const latencies: number[] = [];
        while (isReading) {
          const startMs = performance.now();
          // Costs nothing in itself: what is measured is the way there and back.
          await window.berth.request('task', 'clearEnded', {});
          latencies.push(performance.now() - startMs);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        return { receivedBytes: (await reading).receivedBytes, latenciesMs: latencies };
      }, FLOODING_ID);
      expect(receivedBytes).toBeGreaterThanOrEqual(128 * 1024 * 1024);
      expect(latenciesMs.length).toBeGreaterThan(50);
      rounds.push(p95(latenciesMs));
    }
    const description = rounds.map((roundMs) => `${roundMs.toFixed(1)} ms`).join(', ');
    test.info().annotations.push({ type: 'p95', description });
    expect(Math.min(...rounds), description).toBeLessThan(LIMIT_MS);
  });
});
