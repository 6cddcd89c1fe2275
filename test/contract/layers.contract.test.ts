import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { extract, type Header } from 'tar-stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { engineSource } from '../../electron/worker/layer-index/engine-source.ts';
import { makeImage } from '../../electron/worker/layer-index/image-maker.ts';
import { LayerLibrary } from '../../electron/worker/layer-index/layer-library.ts';
import type { ImageLayers } from '../../shared/contract/image-layers.ts';
import type { TreeRow } from '../../shared/contract/layer.ts';
import { engineJson, openEngineRequest } from '../rig/engine-request.ts';
import { collect, describeEachEngine, type EngineUnderTest } from './each-engine.ts';
import { RANDOM_ROOT, randomLayers } from './random-layers.ts';

/** Images per engine; more are for whoever changes how layers are read: `BERTH_LAYER_IMAGES=60`. */
const IMAGE_COUNT = Number(process.env['BERTH_LAYER_IMAGES'] ?? '4');
const FIRST_SEED = Number(process.env['BERTH_LAYER_SEED'] ?? '1');

/** Most images have few layers; some have many. By seed. */
const LAYER_COUNTS = [40, 3, 7, 12, 20, 5] as const;

/** What a path is, as both sides tell it; hard links as the files that they are. */
interface Listed {
  readonly kind: string;
  readonly sizeBytes: number;
  readonly link?: string | undefined;
  readonly rights?: string | undefined;
}
type Listing = Record<string, Listed>;

const CreatedSchema = z.object({ Id: z.string() });

let cache: string;
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'berth-oracle-'));
});
afterAll(async () => await rm(cache, { recursive: true }));

describeEachEngine('layers', (under) => {
  it.each(Array.from({ length: IMAGE_COUNT }, (_, index) => FIRST_SEED + index))(
    'of random image %i stack to what the engine has',
    async (seed) => {
      const layerCount = LAYER_COUNTS[seed % LAYER_COUNTS.length] ?? 3;
      const image = makeImage(randomLayers(seed, layerCount), { kind: 'docker' });
      await collect(under().engine.loadImages(Readable.from([image.archive])));
      const { id } = image.described;
      const { library, layers } = await opened(under(), id);
      expect(layers.layers.map(({ status }) => status)).toEqual(
        Array.from({ length: layerCount }, () => 'ready'),
      );
      expect(await ourListing(library, id, layerCount - 1)).toEqual(
        await engineListing(under(), id, RANDOM_ROOT),
      );
    },
  );

  it('that the engine itself wrote are read as it has them', async () => {
    const id = await committed(under(), [
      'mkdir -p /data/one/two && echo hello > /data/one/two/f && busybox ln /data/one/two/f /data/hard && busybox ln -s one /data/soft',
      'rm -r /data/one && mkdir -p /data/one && echo new > /data/one/g && chmod 700 /data/one',
      'rm /data/soft && mkdir /data/soft && echo x > /data/soft/x && rm /data/one/g',
    ]);
    const { library, layers } = await opened(under(), id);
    expect(layers.layers).toHaveLength(4);
    expect(await ourListing(library, id, 3)).toEqual(await engineListing(under(), id, 'data'));
  });
});

async function opened(
  { engine }: EngineUnderTest,
  image: string,
): Promise<{ readonly library: LayerLibrary; readonly layers: ImageLayers }> {
  const library = new LayerLibrary(join(cache, randomBytes(4).toString('hex')));
  const reading = library.read(image, engineSource(engine), AbortSignal.timeout(60_000));
  const layers = (await collect(reading)).at(-1);
  if (layers === undefined) throw new Error('nothing was read');
  return { library, layers };
}

/** Everything below the folder that images of this test use, as the index has it. */
async function ourListing(library: LayerLibrary, imageId: string, to: number): Promise<Listing> {
  const view = { imageId, from: 0, to, show: 'all' } as const;
  const page = { ...view, sort: 'name', offset: 0, limit: 1_000, minSizeBytes: 0 } as const;
  const listing: Listing = {};
  const walk = async (node: number, folder: string): Promise<void> => {
    for (const row of (await library.children({ ...page, node })).rows) {
      const path = folder === '' ? row.name : `${folder}/${row.name}`;
      if (!path.startsWith(RANDOM_ROOT) || row.mark === 'removed') continue;
      listing[path] = await ourFacts(library, imageId, row);
      if (row.kind === 'directory') await walk(row.node, path);
    }
  };
  await walk(0, '');
  return listing;
}

async function ourFacts(library: LayerLibrary, imageId: string, row: TreeRow): Promise<Listed> {
  const rights = `${row.mode?.toString(8)} ${row.uid} ${row.gid}`;
  if (row.kind === 'directory') return { kind: row.kind, sizeBytes: 0, rights };
  if (row.kind === 'symlink') return { kind: row.kind, sizeBytes: 0, link: row.linkTarget };
  if (row.kind !== 'hardlink') return { kind: row.kind, sizeBytes: row.sizeBytes };
  // Its file is the one that its own layer has, whatever became of that later.
  const { rows } = await library.search({ imageId, pattern: `/${row.linkTarget}`, limit: 2 });
  const life = await library.life({ imageId, node: rows[0]?.node ?? 0 });
  const file = life.events.find(({ position }) => position === row.position);
  return { kind: 'file', sizeBytes: file?.sizeBytes ?? -1 };
}

/** The same as the engine exports it from a container of the image. */
async function engineListing(
  { rig }: EngineUnderTest,
  image: string,
  root: string,
): Promise<Listing> {
  const { Id } = CreatedSchema.parse(
    await engineJson(rig.socketPath, '/containers/create', {
      method: 'POST',
      body: JSON.stringify({ Image: image, Cmd: ['none'] }),
    }),
  );
  const exported = await openEngineRequest(rig.socketPath, `/containers/${Id}/export`);
  const listing: Listing = {};
  for await (const entry of exported.pipe(extract())) {
    entry.resume();
    const path = entry.header.name.replace(/\/$/, '');
    if (path === root || path.startsWith(`${root}/`))
      listing[path] = factsOf(entry.header, listing);
  }
  await engineJson(rig.socketPath, `/containers/${Id}?force=true`, { method: 'DELETE' });
  return listing;
}

function factsOf(header: Header, listing: Listing): Listed {
  const { type, size, linkname, mode, uid, gid } = header;
  const rights = `${((mode ?? 0) & 0o7777).toString(8)} ${uid} ${gid}`;
  if (type === 'directory') return { kind: 'directory', sizeBytes: 0, rights };
  if (type === 'symlink') return { kind: 'symlink', sizeBytes: 0, link: linkname ?? undefined };
  if (type === 'link') return listing[linkname ?? ''] ?? { kind: 'lost', sizeBytes: -1 };
  return { kind: type ?? 'none', sizeBytes: size ?? 0 };
}

/** An image of busybox and one layer for each command, made by the engine. */
async function committed(
  { rig, image }: EngineUnderTest,
  commands: readonly string[],
): Promise<string> {
  let from = image;
  for (const command of commands) {
    const { Id } = CreatedSchema.parse(
      await engineJson(rig.socketPath, '/containers/create', {
        method: 'POST',
        body: JSON.stringify({ Image: from, Cmd: ['sh', '-c', command] }),
      }),
    );
    await engineJson(rig.socketPath, `/containers/${Id}/start`, { method: 'POST' });
    const ended = await engineJson(rig.socketPath, `/containers/${Id}/wait`, { method: 'POST' });
    expect(ended).toMatchObject({ StatusCode: 0 });
    const made = await engineJson(rig.socketPath, `/commit?container=${Id}`, { method: 'POST' });
    from = CreatedSchema.parse(made).Id;
    await engineJson(rig.socketPath, `/containers/${Id}`, { method: 'DELETE' });
  }
  return from;
}
