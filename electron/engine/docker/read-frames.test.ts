import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { readFrames, readRawOutput } from './read-frames.ts';

function frame(kind: number, payload: string | Uint8Array, sizeBytes?: number): Buffer {
  const bytes = Buffer.from(payload);
  const header = Buffer.alloc(8);
  header.writeUInt8(kind, 0);
  header.writeUInt32BE(sizeBytes ?? bytes.byteLength, 4);
  return Buffer.concat([header, bytes]);
}

async function* chunksOf(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function read(source: AsyncIterable<Uint8Array>) {
  const out: Uint8Array[] = [];
  const err: Uint8Array[] = [];
  let failure: unknown;
  try {
    for await (const { stream, bytes } of readFrames(source)) {
      (stream === 'stdout' ? out : err).push(bytes);
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    failure = error.failure;
  }
  return { out, err, failure };
}

const text = (pieces: readonly Uint8Array[]): string => Buffer.concat(pieces).toString('utf8');

describe('readFrames', () => {
  const script = Buffer.concat([
    frame(1, 'out é'),
    frame(2, 'error 🚀'),
    frame(1, ''),
    frame(0, ' and in'),
    frame(2, '!'),
  ]);

  it('gives the same bytes wherever the network cuts', async () => {
    for (let at = 0; at <= script.byteLength; at += 1) {
      const result = await read(chunksOf(script.subarray(0, at), script.subarray(at)));
      expect(result.failure).toBeUndefined();
      expect(text(result.out)).toBe('out é and in');
      expect(text(result.err)).toBe('error 🚀!');
    }
  });

  it('takes 65,536 frames of one byte in one read', async () => {
    const many = Buffer.concat(
      Array.from({ length: 65_536 }, (_, i) => frame(1, Buffer.from([i % 256]))),
    );
    const { out } = await read(chunksOf(many));
    const bytes = Buffer.concat(out);
    expect(bytes.byteLength).toBe(65_536);
    expect(bytes.every((byte, index) => byte === index % 256)).toBe(true);
    expect(out).toHaveLength(1);
  });

  it('keeps the order of streams that take turns', async () => {
    const source = chunksOf(Buffer.concat([frame(1, 'a'), frame(2, 'b'), frame(1, 'c')]));
    const order: string[] = [];
    for await (const { stream, bytes } of readFrames(source))
      order.push(`${stream} ${text([bytes])}`);
    expect(order).toEqual(['stdout a', 'stderr b', 'stdout c']);
  });

  it('hands on a part of a frame at once, in an array of its own', async () => {
    const large = frame(1, Buffer.alloc(100_000, 'x'));
    const reader = readFrames(chunksOf(large.subarray(0, 1000), large.subarray(1000)));
    const first = await reader.next();
    expect(first.value?.bytes.byteLength).toBe(992);
    expect(first.value?.bytes.buffer.byteLength).toBe(992);
    expect((await reader.next()).value?.bytes.byteLength).toBe(99_008);
  });

  it.each([
    ['an unknown kind', frame(7, 'x')],
    ['a frame of 4 GiB', frame(1, 'x', 2 ** 32 - 1)],
    ['a frame over the limit', frame(1, 'x', 1024 * 1024 + 1)],
    ['bytes that are no frames', Buffer.from('plain text of a terminal\r\n')],
  ])('refuses %s', async (_name, bytes) => {
    expect((await read(chunksOf(bytes))).failure).toMatchObject({ code: 'engine-protocol' });
  });

  it.each([
    ['a header', script.subarray(0, 5)],
    ['a payload', script.subarray(0, 10)],
  ])('reports an end inside %s as interrupted', async (_name, bytes) => {
    expect((await read(chunksOf(bytes))).failure).toMatchObject({ code: 'interrupted' });
  });

  it('fails with the engine’s own error', async () => {
    const error = frame(3, 'error grabbing logs: no space left on device');
    const result = await read(chunksOf(frame(1, 'a'), error.subarray(0, 20), error.subarray(20)));
    expect(text(result.out)).toBe('a');
    expect(result.failure).toMatchObject({ code: 'disk-full' });
  });

  it('reads no further than it is asked', async () => {
    let readCount = 0;
    async function* source(): AsyncGenerator<Uint8Array> {
      for (;;) {
        readCount += 1;
        yield frame(1, 'x');
      }
    }
    const reader = readFrames(source());
    await reader.next();
    await reader.next();
    expect(readCount).toBe(2);
    await reader.return();
  });
});

describe('readRawOutput', () => {
  it('hands on the bytes of a terminal as they are', async () => {
    const bytes = Buffer.from('\u001B[1mé\r\n');
    const items = [];
    for await (const item of readRawOutput(chunksOf(bytes))) items.push(item);
    expect(items).toEqual([{ stream: 'stdout', bytes: new Uint8Array(bytes) }]);
  });
});
