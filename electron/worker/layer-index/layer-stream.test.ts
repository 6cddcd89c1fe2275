import { describe, expect, it } from 'vitest';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { noise, readLayer, TEST_ENTRY_LIMIT } from './image-maker.ts';
import { tar, withSum } from './tar-maker.ts';
import { fromLayerFile, toLayerFile } from './to-layer-file.ts';

/** Whoever changes the reader tries more: `BERTH_LAYER_MUTANTS=50000`. */
const MUTANT_COUNT = Number(process.env['BERTH_LAYER_MUTANTS'] ?? '300');

describe('packed data', () => {
  const plain = tar(Array.from({ length: 40 }, (_, i) => ({ path: `f${i}`, body: noise(i * 50) })));
  const half = plain.length >> 1;
  const skippable = Buffer.concat([Buffer.from('502a4d1804000000', 'hex'), Buffer.from('skip')]);
  const parts = [plain.subarray(0, half), plain.subarray(half)];

  it.each([
    ['gzip of several members', Buffer.concat(parts.map((part) => gzipSync(part)))],
    ['zstd of several frames', Buffer.concat(parts.map((part) => zstdCompressSync(part)))],
    [
      'zstd with frames to skip',
      Buffer.concat([skippable, ...parts.flatMap((part) => [zstdCompressSync(part), skippable])]),
    ],
  ])('as %s reads as the plain does', async (_name, packed) => {
    const expected = await readLayer(plain);
    for (const pieceBytes of [1, 13, 4_096, 1_000_000]) {
      expect(await readLayer(packed, pieceBytes)).toEqual(expected);
    }
  });
});

/** Each is read three times and compared; ten times what that takes on two busy cores. */
const MUTANT_TIMEOUT_MS = 60_000 + MUTANT_COUNT * 30;

describe('any change to a layer', { timeout: MUTANT_TIMEOUT_MS }, () => {
  it('ends in an index, and in the same one whatever the pieces', async () => {
    const source = tar([
      { path: 'etc/', uid: 5 },
      { path: 'etc/.wh.gone' },
      { path: `long/${'n'.repeat(180)}`, body: 'a' },
      { path: `gnu/${'g'.repeat(180)}`, body: 'b', isGnu: true },
      { path: 'link', type: '2', link: 'etc' },
      { path: 'sparse', pax: { 'GNU.sparse.realsize': '7' } },
    ]);
    let state = 7;
    const next = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    for (let round = 0; round < MUTANT_COUNT; round++) {
      const bytes = Buffer.from(source);
      const block = next(bytes.length / 512) * 512;
      for (let change = next(4); change >= 0; change--) bytes[block + next(512)] = next(256);
      // Most changes would end at the sum.
      if (round % 4 !== 0) withSum(bytes.subarray(block, block + 512));
      const index = await readLayer(
        bytes.subarray(0, bytes.length - (round % 3 === 0 ? next(900) : 0)),
        97,
      );
      expect(index.figures.entryCount).toBeLessThanOrEqual(TEST_ENTRY_LIMIT);
      expect(await readLayer(bytes, 5_000)).toEqual(
        round % 3 === 0 ? await readLayer(bytes, 101) : index,
      );
      expect(fromLayerFile(Buffer.concat(toLayerFile(index)))).toEqual(index);
    }
  });
});
