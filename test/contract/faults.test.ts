import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Container } from '../../shared/contract/container.ts';
import type { OutputChunk } from '../../electron/engine/container-engine.ts';
import { collect, describeEachEngine, failureOf, until } from './each-engine.ts';
import { startRegistry, type RigRegistry } from '../rig/registry.ts';
import { connectThroughProxy, type ProxiedEngine } from './proxied-engine.ts';

const LOG_LINE_COUNT = 300;

describeEachEngine('a broken way to the engine', (under, isAvailable) => {
  let through: ProxiedEngine;
  let registry: RigRegistry;
  /** A container that has written a log with characters of every length, and ended. */
  let talker: string;

  beforeAll(async () => {
    if (!isAvailable) return;
    const { engine, image, rig } = under();
    through = await connectThroughProxy(rig.socketPath);
    registry = await startRegistry();
    const script = `for i in $(seq 1 ${LOG_LINE_COUNT}); do echo "é 完了 🚀 $i"; echo "no $i" >&2; done`;
    talker = await engine.createContainer({ image, command: ['sh', '-c', script] });
    await engine.startContainer(talker);
    await until(async () => (await engine.findContainer(talker))?.state === 'exited', 30_000);
  }, 60_000);

  afterAll(async () => {
    await through?.[Symbol.asyncDispose]();
    await registry?.[Symbol.asyncDispose]();
  });

  const logText = async (): Promise<readonly [string, string]> => {
    const chunks = await collect(through.engine.containerLogs(talker, { follow: false }));
    const of = (stream: OutputChunk['stream']): string =>
      Buffer.concat(chunks.filter((c) => c.stream === stream).map((c) => c.bytes)).toString('utf8');
    return [of('stdout'), of('stderr')];
  };

  const expectWholeLog = ([out, err]: readonly [string, string]): void => {
    expect(out).toBe(
      Array.from({ length: LOG_LINE_COUNT }, (_, i) => `é 完了 🚀 ${i + 1}\n`).join(''),
    );
    expect(err).toBe(Array.from({ length: LOG_LINE_COUNT }, (_, i) => `no ${i + 1}\n`).join(''));
  };

  describe('a reply that is cut', () => {
    it('at 30 points is reported at once, and never taken for whole', async () => {
      const wholeBytes = JSON.stringify(await through.engine.info()).length;
      for (let point = 0; point < 30; point += 1) {
        const mode = { kind: 'cut', afterBytes: Math.floor((wholeBytes * point) / 30) } as const;
        const startMs = performance.now();
        const failure = await through.under(mode, () => failureOf(through.engine.info()));
        expect(failure.code).toBe('interrupted');
        // The call's own deadline is 10 s: this shows that it was not what ended it.
        expect(performance.now() - startMs).toBeLessThan(8_000);
      }
    });

    it('is not asked for again when the call changes something', async () => {
      const { engine, proxy } = through;
      const id = await under().engine.createContainer({ image: under().image });
      const calls = [
        () => engine.startContainer(id),
        () => engine.stopContainer(id, { graceSeconds: 1 }),
        () => engine.restartContainer(id, { graceSeconds: 1 }),
        () => engine.createContainer({ image: under().image, name: 'once' }),
        () => engine.removeContainer('none', { force: true, volumes: true }),
        () => engine.putArchive(id, '/tmp', Buffer.alloc(1024)),
      ];
      for (const call of calls) {
        const before = proxy.injected;
        await proxy.set({ kind: 'cut', afterBytes: 0 });
        expect((await failureOf(call())).code).toBe('interrupted');
        await proxy.set({ kind: 'pass' });
        expect(proxy.injected).toBe(before + 1);
      }
      const made = await under().engine.listContainers();
      expect(made.filter((container) => container.name === 'once').length).toBeLessThan(2);
    });

    it('leaves a log unfinished and says so', async () => {
      const failure = await through.under({ kind: 'cut', afterBytes: 5_000 }, async () => {
        // The first answer is the inspection, which is shorter than that.
        return failureOf(logText());
      });
      expect(failure.code).toBe('interrupted');
    });
  });

  it('that lets a byte through now and then does not outwit the limit', async () => {
    const startMs = performance.now();
    const mode = { kind: 'drip', intervalMs: 300, part: 'headers' } as const;
    const failure = await through.under(mode, () => failureOf(through.engine.ping()));
    expect(failure.code).toBe('engine-not-responding');
    // The limit is 2 s; at this pace the head alone would take half a minute.
    expect(performance.now() - startMs).toBeLessThan(10_000);
  });

  describe('a reply that comes in pieces', () => {
    it.each([37, 1021])('of %i bytes gives the same log', async (sizeBytes) => {
      expectWholeLog(await through.under({ kind: 'chop', sizeBytes }, logText));
    });

    it('of 61 bytes gives the same list and the same pull', async () => {
      // The engine's sentence counts seconds.
      const identity = ({ id, name, state, imageId }: Container) => ({ id, name, state, imageId });
      const list = (await under().engine.listContainers()).map(identity);
      const reference = await registry.push(under().rig, under().image, 'lab/pieces');
      await through.under({ kind: 'chop', sizeBytes: 61 }, async () => {
        expect((await through.engine.listContainers()).map(identity)).toEqual(list);
        const pull = await collect(through.engine.pullImage(reference));
        expect(pull.at(-1)).toMatchObject({ kind: 'done' });
      });
    });

    it('that stick together gives the same log', async () => {
      expectWholeLog(await through.under({ kind: 'coalesce', windowMs: 50 }, logText));
    });
  });

  describe('an answer that is not the engine’s', () => {
    it('breaks the one call and nothing else', async () => {
      const { engine } = through;
      for (const body of ['<html>sign in</html>', '', 'null', '{}', '[{}]', '7', '"x"']) {
        const mode = { kind: 'reply', path: /containers\/json/, status: 200, body } as const;
        await through.under(mode, async () => {
          expect((await failureOf(engine.listContainers())).code).toBe('engine-protocol');
          await engine.ping();
          expect((await engine.info()).runtimes).toContain('runc');
        });
      }
    });

    it('that has no end is cut off before it fills the memory', async () => {
      const { engine } = through;
      const usedBytes = (): number => {
        const { heapUsed, arrayBuffers } = process.memoryUsage();
        return heapUsed + arrayBuffers;
      };
      const calls = [
        [/containers\/json/, 'x'.repeat(65_536), () => engine.listContainers()],
        [/images\/create/, 'x'.repeat(65_536), () => collect(engine.pullImage('lab/x:1'))],
        // A frame's head that announces 2 GiB.
        [
          /logs/,
          '\u0001\0\0\0\u007F\0\0\0',
          () => collect(engine.containerLogs(talker, { follow: false })),
        ],
      ] as const;
      for (const [path, text, call] of calls) {
        const beforeBytes = usedBytes();
        let peakBytes = 0;
        const timer = setInterval(() => (peakBytes = Math.max(peakBytes, usedBytes())), 5);
        const failure = await through.under({ kind: 'endless', path, text }, () =>
          failureOf(call()),
        );
        clearInterval(timer);
        expect(failure.code).toBe('engine-protocol');
        // The cap of 64 MiB, and what the collector had not taken yet.
        expect(peakBytes - beforeBytes).toBeLessThan(200 * 1024 * 1024);
      }
    });
  });

  describe('a stream of progress', () => {
    const reply = (...lines: readonly string[]) =>
      ({
        kind: 'reply',
        path: /images\/create/,
        status: 200,
        body: `${lines.join('\n')}\n`,
      }) as const;
    const pull = () => collect(through.engine.pullImage('lab/x:1'));
    const importOne = async () => {
      const archive = pack();
      archive.entry({ name: 'a' }, 'a');
      archive.finalize();
      const tar = Readable.from([await buffer(archive)]);
      return through.engine.importImage(tar, { reference: 'berth.test/x:1' });
    };
    const DONE = '{"status":"Status: Downloaded newer image for lab/x:1"}';

    it('skips lines that cannot be read when the end is known', async () => {
      const items = await through.under(reply('{"status":', 'nonsense', '[]', DONE), pull);
      expect(items).toEqual([{ kind: 'done', isNewer: true }]);
    });

    it('is unfinished, with the count of such lines, when the end is not known', async () => {
      const failure = await through.under(reply('{"status":"Pulling"}', 'x', '{"a":'), () =>
        failureOf(pull()),
      );
      expect(failure.code).toBe('interrupted');
      expect(failure.cause).toBe(
        'The pull ended without its final word. 2 of its lines could not be read.',
      );
    });

    it('fails with the engine’s words although the status was 200', async () => {
      const words = 'write /var/lib/docker/tmp/x: no space left on device';
      const lines = [`{"status":"Pulling"}`, JSON.stringify({ error: words }), DONE];
      for (const call of [pull, importOne]) {
        const failure = await through.under(reply(...lines), () => failureOf(call()));
        expect(failure).toMatchObject({ code: 'disk-full', cause: words });
      }
    });

    it('is interrupted when it ends without its final word', async () => {
      const lines = ['{"status":"Pulling from lab/x","id":"1"}', '{"status":"Digest: sha256:a"}'];
      for (const call of [pull, importOne]) {
        const failure = await through.under(reply(...lines), () => failureOf(call()));
        expect(failure.code).toBe('interrupted');
      }
    });

    it('is interrupted when the connection goes, and what became of it can be looked up', async () => {
      const { rig, image, engine } = under();
      const reference = await registry.push(rig, image, 'lab/cut');
      const failure = await through.under({ kind: 'cut', afterBytes: 230 }, () =>
        failureOf(collect(through.engine.pullImage(reference))),
      );
      expect(failure.code).toBe('interrupted');
      const found = await engine.inspectImage(reference).then(
        () => 'there',
        (error: unknown) => String(error),
      );
      expect(['there', `AppError: The engine does not have the image ${reference}.`]).toContain(
        found,
      );
    });
  });
});
