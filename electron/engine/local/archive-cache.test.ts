import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ArchiveCache } from './archive-cache.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-cache-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const TAR = new Uint8Array(3 * 1024 * 1024).map((_byte, index) => index % 251);

async function* inPieces(failure?: Error): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < TAR.length; start += 65_536)
    yield TAR.subarray(start, start + 65_536);
  if (failure !== undefined) throw failure;
}

async function whole(tar: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of tar ?? []) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('the cache of image archives', () => {
  it('gives back what it passed on', async () => {
    const cache = new ArchiveCache(folder);
    expect(await cache.find('image-1')).toBeUndefined();
    expect((await whole(cache.keep('image-1', inPieces()))).equals(TAR)).toBe(true);
    expect((await whole(await cache.find('image-1'))).equals(TAR)).toBe(true);
  });

  it('keeps nothing of an archive that broke off', async () => {
    const cache = new ArchiveCache(folder);
    await expect(whole(cache.keep('image-1', inPieces(new Error('broke'))))).rejects.toThrow(
      'broke',
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps nothing of an archive that nobody took to its end', async () => {
    const cache = new ArchiveCache(folder);
    for await (const _piece of cache.keep('image-1', inPieces())) break;
    expect(await readdir(folder)).toEqual([]);
  });

  it("keeps the newest of a recipe, and leaves other recipes' and running writers' files", async () => {
    const cache = new ArchiveCache(folder);
    await whole(cache.keep('image-1', inPieces()));
    await whole(cache.keep('other-1', inPieces()));
    const running = `image-3.tar.zst.${process.pid}.part`;
    await writeFile(join(folder, running), '');
    await whole(cache.keep('image-2', inPieces()));
    expect((await readdir(folder)).toSorted()).toEqual([
      'image-2.tar.zst',
      running,
      'other-1.tar.zst',
    ]);
  });

  it('forgets what is older than a month', async () => {
    const cache = new ArchiveCache(folder);
    await whole(cache.keep('image-1', inPieces()));
    const then = new Date(Date.now() - 31 * 24 * 3600 * 1000);
    await utimes(join(folder, 'image-1.tar.zst'), then, then);
    expect(await cache.find('image-1')).toBeUndefined();
  });

  it('passes an archive on where it cannot keep it', async () => {
    await writeFile(join(folder, 'file'), '');
    const cache = new ArchiveCache(join(folder, 'file', 'below'));
    expect((await whole(cache.keep('image-1', inPieces()))).equals(TAR)).toBe(true);
  });

  it('says that a copy is damaged, and removes it', async () => {
    const cache = new ArchiveCache(folder);
    await whole(cache.keep('image-1', inPieces()));
    await writeFile(join(folder, 'image-1.tar.zst'), 'no archive');
    await expect(whole(await cache.find('image-1'))).rejects.toThrow('damaged');
    expect(await readdir(folder)).toEqual([]);
  });
});
