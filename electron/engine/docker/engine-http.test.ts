import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import { EngineHttp, type SendOptions } from './engine-http.ts';

let directory: string;
let socketPath: string;
let server: Server;
let sockets: Socket[];
let http: EngineHttp;
/** What the server does with a connection's first request, and with further ones on it. */
let answer: (socket: Socket, requestText: string, requestCount: number) => void;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'berth-http-'));
  socketPath = join(directory, 's.sock');
  sockets = [];
  server = createServer((socket) => {
    sockets.push(socket);
    let requestCount = 0;
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      requestCount += 1;
      answer(socket, data.toString(), requestCount);
    });
  });
  server.listen(socketPath);
  await once(server, 'listening');
  http = new EngineHttp({
    endpoint: { kind: 'unix', path: socketPath },
    address: { url: `unix://${socketPath}`, source: 'default' },
  });
});

afterEach(async () => {
  http.dispose();
  for (const socket of sockets) socket.destroy();
  server.close();
  await rm(directory, { recursive: true });
});

const GET = { method: 'GET', path: '/x?secret=1', headers: {} };
const POST = { method: 'POST', path: '/x', headers: {} };
const REPLY = { timeoutMs: 5_000, covers: 'reply' } as const;
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

async function bodyOf(request: typeof GET, options: Partial<SendOptions> = {}): Promise<string> {
  const reply = await http.send(request, { deadline: REPLY, isRepeatable: false, ...options });
  if (reply.kind === 'upgraded') throw new Error('upgraded');
  return (await reply.stream.readAll(1000)).toString();
}

async function failureOf(call: Promise<unknown>): Promise<Failure> {
  const error: unknown = await call.then(
    (value) => new Error(`succeeded with ${String(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error.failure;
  throw error;
}

describe('EngineHttp', () => {
  it('keeps a connection for reads and for nothing else', async () => {
    answer = (socket) => socket.write(OK);
    await bodyOf(GET, { isRepeatable: true });
    await bodyOf(GET, { isRepeatable: true });
    expect(sockets).toHaveLength(1);
    await bodyOf(POST);
    await bodyOf(POST);
    expect(sockets).toHaveLength(3);
  });

  it('sends a read again over a new connection when a kept one has died', async () => {
    answer = (socket, _text, count) => {
      if (count === 1) socket.write(OK);
      else socket.destroy();
    };
    await bodyOf(GET, { isRepeatable: true });
    expect(await bodyOf(GET, { isRepeatable: true })).toBe('ok');
    expect(sockets).toHaveLength(2);
  });

  it('never repeats what changes something', async () => {
    let requestCount = 0;
    answer = (socket) => {
      requestCount += 1;
      socket.destroy();
    };
    expect((await failureOf(bodyOf(POST))).code).toBe('interrupted');
    expect((await failureOf(bodyOf(GET))).code).toBe('interrupted');
    expect(requestCount).toBe(2);
  });

  const slow = { timeoutMs: 150, covers: 'reply' } as const;

  it('ends a call that is never answered, and names it without its query', async () => {
    answer = () => undefined;
    const failure = await failureOf(bodyOf(GET, { deadline: slow }));
    expect(failure).toMatchObject({ code: 'engine-not-responding', cause: 'GET /x' });
  });

  it.each(['HTTP/1.1 200 OK\r\nContent-Le', 'HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n'])(
    'ends a reply that trickles after %j',
    async (start) => {
      answer = (socket) => {
        socket.write(start);
        const timer = setInterval(() => socket.write('x'), 20);
        socket.on('close', () => clearInterval(timer));
      };
      const failure = await failureOf(bodyOf(GET, { deadline: slow }));
      expect(failure.code).toBe('engine-not-responding');
    },
  );

  it('lets a stream be silent once its head is there', async () => {
    answer = (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      setTimeout(() => socket.write('2\r\nok\r\n0\r\n\r\n'), 1_500);
    };
    expect(await bodyOf(GET, { deadline: { timeoutMs: 1_000, covers: 'head' } })).toBe('ok');
  });

  it.each([
    ['inside its length', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok'],
    ['inside a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nok'],
    ['between chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n'],
    ['inside its head', 'HTTP/1.1 200 OK\r\nContent-'],
    ['before its head', ''],
  ])('reports a reply cut %s at once', async (_name, start) => {
    answer = (socket) => socket.end(start);
    expect((await failureOf(bodyOf(GET))).code).toBe('interrupted');
  });

  it.each(['SSH-2.0-OpenSSH\r\n', 'HTTP/1.1 abc\r\n\r\n', '\u0015\u0003\u0001\u0000\u0002'])(
    'takes %j for no engine',
    async (start) => {
      answer = (socket) => socket.end(start);
      expect((await failureOf(bodyOf(GET))).code).toBe('engine-protocol');
    },
  );

  it('cuts a body that has no end', async () => {
    answer = (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      const timer = setInterval(() => socket.write(`1f4\r\n${'x'.repeat(500)}\r\n`), 1);
      socket.on('close', () => clearInterval(timer));
    };
    expect((await failureOf(bodyOf(GET))).code).toBe('engine-protocol');
    await expect.poll(() => sockets[0]?.destroyed).toBe(true);
  });

  it('cancels before, during and after the head', async () => {
    const before = AbortSignal.abort();
    answer = () => undefined;
    expect((await failureOf(bodyOf(GET, { signal: before }))).code).toBe('cancelled');
    expect(sockets).toHaveLength(0);
    const during = AbortSignal.timeout(50);
    expect((await failureOf(bodyOf(GET, { signal: during }))).code).toBe('cancelled');
    answer = (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok');
    const after = AbortSignal.timeout(50);
    expect((await failureOf(bodyOf(GET, { signal: after }))).code).toBe('cancelled');
    await expect.poll(() => sockets.every((socket) => socket.destroyed)).toBe(true);
  });

  it('makes the engine wait for its reader', async () => {
    let sentBytes = 0;
    answer = (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      const piece = `10000\r\n${'x'.repeat(65_536)}\r\n`;
      const send = (): void => {
        do sentBytes += 65_536;
        while (socket.write(piece) && sentBytes < 1_000_000_000);
      };
      socket.on('drain', send);
      send();
    };
    const reply = await http.send(GET, { deadline: REPLY, isRepeatable: false });
    if (reply.kind === 'upgraded') throw new Error('upgraded');
    await sleep(300);
    // What the system's own buffers hold, on both sides.
    expect(sentBytes).toBeLessThan(8 * 1024 * 1024);
    const before = sentBytes;
    const reader = reply.stream[Symbol.asyncIterator]();
    let readBytes = 0;
    while (readBytes < 16 * 1024 * 1024) {
      const { value } = await reader.next();
      readBytes += value?.byteLength ?? 0;
    }
    expect(sentBytes).toBeGreaterThan(before);
    await reader.return();
    await expect.poll(() => sockets[0]?.destroyed).toBe(true);
  });

  it('hands over the connection after an upgrade, with what came at once', async () => {
    answer = (socket, _text, count) => {
      if (count === 1) {
        socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nearly ');
      } else socket.end('late');
    };
    const headers = { Connection: 'Upgrade', Upgrade: 'tcp' };
    const deadline = { timeoutMs: 1_000, covers: 'head' } as const;
    const reply = await http.send({ ...POST, headers }, { deadline, isRepeatable: false });
    if (reply.kind !== 'upgraded') throw new Error('not upgraded');
    await sleep(1_200);
    reply.socket.write('go on');
    expect(await text(reply.socket)).toBe('early late');
  });

  it('ends everything when it is disposed of', async () => {
    answer = () => undefined;
    const waiting = failureOf(bodyOf(GET));
    await expect.poll(() => sockets.length).toBe(1);
    http.dispose();
    expect((await waiting).code).toBe('interrupted');
    expect((await failureOf(bodyOf(GET))).code).toBe('interrupted');
  });

  it('says what is wrong with a socket that is not there', async () => {
    const missing = new EngineHttp({
      endpoint: { kind: 'unix', path: join(directory, 'none.sock') },
      address: { url: 'unix:///none.sock', source: 'default' },
    });
    const sent = missing.send(GET, { deadline: REPLY, isRepeatable: true });
    expect((await failureOf(sent)).message).toBe('No engine answers at unix:///none.sock.');
  });
});

describe('uploads', () => {
  const upload = (body: Uint8Array | AsyncIterable<Uint8Array>) => ({ ...POST, body });
  const slow = { timeoutMs: 1_000, covers: 'reply' } as const;

  it('does not hold a slow source against the engine', async () => {
    answer = (socket, text) => {
      if (text.endsWith('0\r\n\r\n')) socket.write(OK);
    };
    async function* source(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a');
      await sleep(1_500);
      yield Buffer.from('b');
    }
    expect(await bodyOf(upload(source()), { deadline: slow })).toBe('ok');
  });

  it('ends an upload that the engine does not take', async () => {
    answer = (socket) => socket.pause();
    const failure = await failureOf(bodyOf(upload(Buffer.alloc(8_000_000)), { deadline: slow }));
    expect(failure.code).toBe('engine-not-responding');
  });

  it('reports the engine’s refusal instead of the broken pipe that follows it', async () => {
    answer = (socket, _text, count) => {
      if (count === 1) socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno');
    };
    async function* source(): AsyncGenerator<Uint8Array> {
      for (let count = 0; count < 50; count += 1) {
        yield Buffer.alloc(100_000);
        await sleep(2);
      }
    }
    const request = upload(source());
    const reply = await http.send(request, { deadline: REPLY, isRepeatable: false });
    expect(reply).toMatchObject({ kind: 'reply', status: 404 });
  });

  it('fails with the source’s own error', async () => {
    answer = () => undefined;
    async function* source(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a');
      throw new AppError({ code: 'disk-full', message: 'The source failed.' });
    }
    expect((await failureOf(bodyOf(upload(source())))).code).toBe('disk-full');
    await expect.poll(() => sockets[0]?.destroyed).toBe(true);
  });
});
