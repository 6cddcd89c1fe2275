import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImageLayersSchema, type ImageLayers } from '../../../shared/contract/image-layers.ts';
import { layerContract } from '../../../shared/contract/layer.ts';
import { makeImage, memorySource, type MadeImage } from './image-maker.ts';
import type { ImageSource } from './image-source.ts';
import { LayerLibrary } from './layer-library.ts';
import type { MadeEntry } from './tar-maker.ts';

const BASE: readonly MadeEntry[] = [
  { path: 'etc/' },
  { path: 'etc/a', body: 'x'.repeat(1000) },
  { path: 'etc/b', body: 'hello' },
  { path: 'opt/x/y/z', body: 'deep' },
  { path: 'bin/link', type: '2', link: '../etc/a' },
];
const TOP: readonly MadeEntry[] = [
  { path: 'etc/' },
  { path: 'etc/.wh.b' },
  { path: 'etc/a', body: 'yy' },
  { path: 'opt/.wh.x' },
  { path: `usr/${'n'.repeat(150)}.so`, body: 'long' },
];

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'berth-layers-'));
});
afterEach(async () => await rm(directory, { recursive: true }));

/** Reads to the end; every snapshot must be what the contract says. */
async function open(library: LayerLibrary, source: ImageSource): Promise<ImageLayers> {
  let last: ImageLayers | undefined;
  for await (const snapshot of library.read('lab/x:1', source, new AbortController().signal)) {
    last = ImageLayersSchema.strict().parse(snapshot);
  }
  if (last === undefined) throw new Error('nothing was told');
  return last;
}

async function opened(image: MadeImage): Promise<{ library: LayerLibrary; layers: ImageLayers }> {
  const library = new LayerLibrary(directory);
  return { library, layers: await open(library, memorySource(image)) };
}

const LAYOUTS = [
  ['docker-archive', { kind: 'docker' }],
  ['docker-archive of gzip', { kind: 'docker', pack: (layer: Buffer) => gzipSync(layer) }],
  ['OCI', { kind: 'oci' }],
  ['OCI of gzip', { kind: 'oci', pack: (layer: Buffer) => gzipSync(layer) }],
  ['OCI of zstd', { kind: 'oci', pack: (layer: Buffer) => zstdCompressSync(layer) }],
] as const;

describe.each(LAYOUTS)('an image as %s', (_name, layout) => {
  it('is read in one pass, whatever the order of its layers', async () => {
    const { layers } = await opened(makeImage([BASE, TOP], layout));
    expect(layers).toMatchObject({
      status: 'ready',
      layers: [
        {
          position: 0,
          status: 'ready',
          sizeBytes: 1009,
          entryCount: 5,
          instruction: 'RUN step 0',
          changes: { addedCount: 4, changedCount: 0, removedCount: 0 },
        },
        {
          position: 1,
          sizeBytes: 6,
          changes: { addedCount: 1, changedCount: 1, removedCount: 2 },
        },
      ],
      // 1000 of a, 5 of b and 4 of z cannot be seen; dive counts folders that were removed otherwise.
      efficiency: { hiddenBytes: 1009, wastedBytes: 1007 },
    });
    expect(layers.history).toHaveLength(4);
  });
});

describe('a second look', () => {
  it('comes from the cache alone', async () => {
    const image = makeImage([BASE, TOP], { kind: 'docker' });
    const first = (await opened(image)).layers;
    const source = memorySource(image);
    const again = await open(new LayerLibrary(directory), source);
    expect(source.asked.count).toBe(0);
    expect(again.layers.map(({ isFromCache }) => isFromCache)).toEqual([true, true]);
    const plain = (layers: ImageLayers) =>
      layers.layers.map((layer) => ({ ...layer, isFromCache: true }));
    expect(plain(again)).toEqual(plain(first));
  });

  it('shares layers with another image, and skips those in the archive', async () => {
    await opened(makeImage([BASE, TOP], { kind: 'oci' }));
    const other = makeImage([BASE, [{ path: 'new', body: 'n' }]], { kind: 'oci' });
    const layers = await open(new LayerLibrary(directory), memorySource(other));
    expect(layers.layers.map(({ isFromCache }) => isFromCache)).toEqual([true, false]);
    expect(layers.layers.map(({ sizeBytes }) => sizeBytes)).toEqual([1009, 1]);
  });

  it('reads again where a file of the cache is damaged', async () => {
    const image = makeImage([BASE, TOP], { kind: 'docker' });
    await opened(image);
    for (const name of await readdir(directory)) {
      const file = join(directory, name);
      const bytes = await readFile(file);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0x10;
      await writeFile(file, bytes);
    }
    const source = memorySource(image);
    const layers = await open(new LayerLibrary(directory), source);
    expect(source.asked.count).toBe(1);
    expect(layers.layers.map(({ sizeBytes }) => sizeBytes)).toEqual([1009, 6]);
  });
});

describe('questions about an image', () => {
  it('are answered as the contract says', async () => {
    const { library, layers } = await opened(makeImage([BASE, TOP], { kind: 'docker' }));
    const { imageId } = layers;
    const view = { imageId, from: 1, to: 1, show: 'all', node: 0 } as const;
    const page = { ...view, sort: 'name', offset: 0, limit: 100, minSizeBytes: 0 } as const;
    const root = layerContract.children.output.parse(await library.children(page));
    expect(root.rows.map(({ name, mark, sizeBytes }) => [name, mark, sizeBytes])).toEqual([
      ['bin', 'unchanged', 0],
      ['etc', 'changed', 2],
      ['opt', 'changed', 0],
      ['usr', 'added', 4],
    ]);
    const etc = root.rows[1]?.node ?? 0;
    const { rows } = await library.children({ ...page, node: etc });
    expect(rows).toMatchObject([
      { name: 'a', mark: 'changed', sizeBytes: 2, position: 1 },
      { name: 'b', mark: 'removed', sizeBytes: 5, removedBytes: 5, position: 0 },
    ]);
    const found = layerContract.search.output.parse(
      await library.search({ imageId, pattern: 'OPT/**/z', limit: 10 }),
    );
    expect(found.rows).toMatchObject([{ path: 'opt/x/y/z', isPresent: false, positions: [0] }]);
    const life = layerContract.life.output.parse(
      await library.life({ imageId, node: found.rows[0]?.node ?? 0 }),
    );
    expect(life).toMatchObject({
      shippedBytes: 4,
      isPresent: false,
      events: [{ change: 'added' }, { change: 'removed', removedWith: 'opt/x' }],
    });
    const wasted = layerContract.wasted.output.parse(await library.wasted({ imageId, limit: 2 }));
    expect(wasted).toMatchObject({
      totalCount: 3,
      rows: [
        { path: 'etc/a', hiddenBytes: 1000, diveBytes: 1002, isPresent: true },
        { path: 'etc/b', hiddenBytes: 5, diveBytes: 5, isPresent: false },
      ],
    });
    const areas = layerContract.areas.output.parse(await library.areas({ ...view, limit: 3 }));
    expect(areas.areas.map(({ name }) => name)).toEqual(['usr', `${'n'.repeat(150)}.so`, 'etc']);
  });

  it('fail for an image that was never opened', async () => {
    const library = new LayerLibrary(directory);
    const imageId = `sha256:${'0'.repeat(64)}`;
    await expect(library.wasted({ imageId, limit: 1 })).rejects.toMatchObject({
      failure: { code: 'not-found' },
    });
  });
});
