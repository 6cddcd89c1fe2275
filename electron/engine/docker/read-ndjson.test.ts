import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { readNdjson, type LineLosses, type NdjsonRecord } from './read-ndjson.ts';

async function* chunksOf(...chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

async function read(source: AsyncIterable<Uint8Array>) {
  const records: NdjsonRecord[] = [];
  const losses: LineLosses = { malformedCount: 0 };
  let failure: unknown;
  try {
    for await (const record of readNdjson(source, 'registry', losses)) records.push(record);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    failure = error.failure;
  }
  return { records, malformedCount: losses.malformedCount, failure };
}

/** 400 lines with everything that a careless reader cuts wrongly. */
const SCRIPT = Array.from({ length: 100 }, (_, index) => [
  `{"status":"é 完了 🚀 ${index}"}\r\n`,
  '\n',
  '{"status":"plain","progressDetail":{"current":1,"total":2}}\n',
  '   \r\n',
])
  .flat()
  .join('');

describe('readNdjson', () => {
  it('reads the same wherever the network cuts', async () => {
    const bytes = Buffer.from(SCRIPT);
    const whole = await read(chunksOf(bytes));
    expect(whole.records).toHaveLength(200);
    expect(JSON.stringify(whole.records)).not.toContain('\uFFFD');
    // Two full rounds of the script's pattern hold every kind of seam; the rest repeats them.
    const start = Buffer.from(SCRIPT.slice(0, SCRIPT.indexOf('🚀 2'))).byteLength;
    for (let at = 1; at < start; at += 1) {
      const split = await read(chunksOf(bytes.subarray(0, at), bytes.subarray(at)));
      expect(split.records).toEqual(whole.records);
    }
  });

  it('reads byte by byte', async () => {
    const bytes = Buffer.from(SCRIPT);
    const single = await read(
      chunksOf(...Array.from(bytes, (_, at) => bytes.subarray(at, at + 1))),
    );
    expect(single.records).toHaveLength(200);
    expect(single.records[0]).toEqual({ status: 'é 完了 🚀 0' });
    expect(single.malformedCount).toBe(0);
  });

  it('takes a last line without its end', async () => {
    expect((await read(chunksOf('{"a":1}\n{"b":2}'))).records).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it('counts what is no object and goes on', async () => {
    const result = await read(chunksOf('nonsense\n[1]\nnull\n"x"\n{"a":\n{"good":1}\n'));
    expect(result).toEqual({ records: [{ good: 1 }], malformedCount: 5, failure: undefined });
  });

  it.each([
    ['{"error":"no space left on device"}', 'disk-full'],
    [
      '{"errorDetail":{"message":"unauthorized: authentication required"},"error":"x"}',
      'registry-denied',
    ],
    ['{"errorDetail":{"code":1}}', 'engine-failed'],
  ])('fails at %s although the status was 200', async (line, code) => {
    const result = await read(
      chunksOf('{"status":"Pulling"}\n', `${line}\n`, '{"status":"more"}\n'),
    );
    expect(result.records).toEqual([{ status: 'Pulling' }]);
    expect(result.failure).toMatchObject({ code });
  });

  it('refuses a line without end before it fills the memory', async () => {
    let sentBytes = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        sentBytes += 1024 * 1024;
        yield Buffer.alloc(1024 * 1024, 'x');
      }
    }
    expect((await read(endless())).failure).toMatchObject({ code: 'engine-protocol' });
    expect(sentBytes).toBe(17 * 1024 * 1024);
  });
});
