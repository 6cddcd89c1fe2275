import { describe, expect, it } from 'vitest';
import type { DownMessage } from '../../shared/ipc/port-message.ts';
import type { AllHandlers } from './handler-types.ts';
import { serveStream, type StreamPort } from './serve-stream.ts';

const silent = { info: () => undefined, error: () => undefined };
const caller = { webContentsId: 1, log: silent };
const call = { domain: 'engine', method: 'events', input: {} };

interface FakePort extends StreamPort {
  /** What came first, apart. */
  readonly opened: DownMessage[];
  readonly down: DownMessage[];
  readonly up: (message: unknown) => void;
  readonly drop: () => void;
  readonly isClosed: () => boolean;
}

function fakePort(): FakePort {
  const opened: DownMessage[] = [];
  const down: DownMessage[] = [];
  let take: (message: unknown) => void = () => undefined;
  let drop: () => void = () => undefined;
  let isClosed = false;
  return {
    post: (message) => (message.kind === 'open' ? opened : down).push(message),
    close: () => (isClosed = true),
    onMessage: (listener) => (take = listener),
    onClose: (listener) => (drop = listener),
    opened,
    down,
    up: (message) => take(message),
    drop: () => drop(),
    isClosed: () => isClosed,
  };
}

function handlersWith(source: (signal: AbortSignal) => AsyncIterable<unknown>): AllHandlers {
  return {
    container: { list: () => [] },
    engine: { events: (_input: unknown, { signal }: { signal: AbortSignal }) => source(signal) },
  } as unknown as AllHandlers;
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('serveStream', () => {
  it('sends items as credit allows, then the end, then closes', async () => {
    const port = fakePort();
    const serving = serveStream(
      handlersWith(async function* () {
        yield 'a';
        yield 'b';
      }),
      call,
      port,
      caller,
    );
    port.up({ kind: 'credit', amount: 256 });
    await serving;
    expect(port.opened).toEqual([{ kind: 'open', window: 256 }]);
    expect(port.down).toEqual([
      { kind: 'item', item: 'a' },
      { kind: 'item', item: 'b' },
      { kind: 'end' },
    ]);
    expect(port.isClosed()).toBe(true);
  });

  it('aborts the handler when the reader goes, and says nothing more', async () => {
    const port = fakePort();
    let isAborted = false;
    const serving = serveStream(
      handlersWith(async function* (signal) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        isAborted = true;
        yield 'late';
      }),
      call,
      port,
      caller,
    );
    port.up({ kind: 'credit', amount: 1 });
    await settle();
    port.drop();
    await serving;
    expect(isAborted).toBe(true);
    expect(port.down).toEqual([]);
  });

  it.each([
    { kind: 'credit', amount: 257 },
    { kind: 'credit', amount: 0 },
    { kind: 'credit', amount: 1.5 },
    { kind: 'other' },
    null,
    'credit',
  ])('ends the stream of a reader that sends %j', async (message) => {
    const port = fakePort();
    const serving = serveStream(
      handlersWith(async function* (signal) {
        yield 'first';
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      }),
      call,
      port,
      caller,
    );
    port.up(message);
    await serving;
    expect(port.down).toMatchObject([{ kind: 'fail', failure: { code: 'invalid-input' } }]);
    expect(port.isClosed()).toBe(true);
  });

  it('refuses a request, an unknown method and an input that does not fit', async () => {
    for (const bad of [
      { domain: 'container', method: 'list', input: {} },
      { domain: 'engine', method: 'nothing', input: {} },
      { domain: 'engine', method: 'events', input: { surplus: 1 } },
    ]) {
      const port = fakePort();
      await serveStream(
        handlersWith(async function* () {}),
        bad,
        port,
        caller,
      );
      expect(port.down).toMatchObject([{ kind: 'fail', failure: { code: 'invalid-input' } }]);
    }
  });
});
