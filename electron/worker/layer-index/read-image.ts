import type {
  HistoryStep,
  ImageLayer,
  ImageLayers,
} from '../../../shared/contract/image-layers.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { TOO_MUCH_METADATA } from '../packages/layer-metadata.ts';
import { ImageArchive, type ArchivedLayer } from './image-archive.ts';
import type { DescribedImage, ImageSource } from './image-source.ts';
import type { LayerCache } from './layer-cache.ts';
import { LayerBuilder } from './layer-builder.ts';
import { LayerDamage, layerProblem } from './layer-damage.ts';
import { MAX_ENTRIES, type LayerIndex } from './layer-index.ts';
import { placedRow, unplacedRow, waitingRow } from './layer-rows.ts';
import {
  resolveAlias,
  toArchiveLayout,
  unreadable,
  type ArchiveLayout,
} from './to-archive-layout.ts';
import { watchStall } from './watch-stall.ts';

/** Ten a second look fluent; each is a few kilobytes. */
const MIN_SNAPSHOT_INTERVAL_MS = 100;

/** What the layers of one image say of packages, together; that of the largest images takes about 5 MB. */
const MAX_METADATA_BYTES = 128 * 1024 * 1024;

/** An image whose layers were all read, as far as they can be. */
export interface ReadImage {
  readonly imageId: string;
  readonly rows: readonly ImageLayer[];
  readonly layers: readonly LayerIndex[];
  /** Where each layer lies in the engine's export. */
  readonly layerPaths: readonly string[];
  readonly history: readonly HistoryStep[];
}

/** What reading tells: how far it is, and at last the image. */
export type ReadingStep =
  | { readonly kind: 'progress'; readonly snapshot: ImageLayers }
  | { readonly kind: 'image'; readonly image: ReadImage; readonly readBytes: number };

/** Puts an image together from the cache alone; undefined where something of it is not there. */
export async function readCached(
  imageId: string,
  cache: LayerCache,
): Promise<ReadImage | undefined> {
  const record = await cache.image(imageId);
  if (record === undefined) return undefined;
  const layers: LayerIndex[] = [];
  for (const diffId of record.diffIds) {
    const layer = await cache.layer(diffId);
    if (layer === undefined) return undefined;
    layers.push(layer);
  }
  const rows = layers.map((layer, position) =>
    placedRow(position, record.diffIds[position] ?? '', layer, true),
  );
  const { layerPaths, history } = record;
  return { imageId, rows, layers, layerPaths, history };
}

/**
 * Reads an image's layers from its archive. Fails with what the source fails with, with `interrupted` where
 * the archive ends early, and with `engine-protocol` where it cannot be followed.
 */
export async function* readArchive(
  image: string,
  described: DescribedImage,
  source: ImageSource,
  cache: LayerCache,
  signal: AbortSignal,
): AsyncGenerator<ReadingStep> {
  const reading = new Reading(image, described, cache);
  await reading.takeCached();
  const archive = new ImageArchive(reading);
  const stall = watchStall(signal);
  let shownAtMs = -Infinity;
  try {
    yield { kind: 'progress', snapshot: reading.snapshot() };
    for await (const chunk of source.archive(described.id, stall.signal)) {
      stall.alive();
      reading.readBytes += chunk.length;
      await archive.push(chunk);
      const isTime = performance.now() - shownAtMs >= MIN_SNAPSHOT_INTERVAL_MS;
      if (!isTime && !reading.isLayerNews) continue;
      shownAtMs = performance.now();
      yield { kind: 'progress', snapshot: reading.snapshot() };
    }
    if (!(await archive.finish())) throw cutOff();
    const layout = toArchiveLayout(archive, described);
    const done = await reading.complete(layout, archive);
    yield { kind: 'image', image: done, readBytes: reading.readBytes };
  } catch (error) {
    if (error instanceof LayerDamage) throw unreadable(error.message);
    throw stall.failure() ?? error;
  } finally {
    stall.dispose();
    archive.dispose();
  }
}

function cutOff(): AppError {
  return new AppError({
    code: 'interrupted',
    message: 'The engine ended its export of this image before it was whole.',
    hint: 'Open the image again: layers that were read are kept.',
  });
}

/** One reading of one image: which layers are there, and where they belong. */
class Reading {
  readonly #image: string;
  readonly #described: DescribedImage;
  readonly #cache: LayerCache;
  /** By path in the archive. */
  readonly #read = new Map<string, LayerIndex>();
  readonly #cached = new Map<string, LayerIndex>();
  readonly #kept: Promise<void>[] = [];
  #entryCount = 0;
  #metadataBytes = 0;
  #isLayerNews = false;
  readBytes = 0;

  constructor(image: string, described: DescribedImage, cache: LayerCache) {
    this.#image = image;
    this.#described = described;
    this.#cache = cache;
  }

  /** A layer was read since the last snapshot. */
  get isLayerNews(): boolean {
    return this.#isLayerNews;
  }

  async takeCached(): Promise<void> {
    for (const diffId of new Set(this.#described.diffIds)) {
      const index = await this.#cache.layer(diffId);
      if (index === undefined) continue;
      this.#cached.set(diffId, index);
      this.#entryCount += index.figures.entryCount;
    }
  }

  readonly onLayer = ({ path, index: read }: ArchivedLayer): void => {
    this.#metadataBytes += read.metadata.length;
    const isTooMuch = this.#metadataBytes > MAX_METADATA_BYTES;
    const index = isTooMuch ? { ...read, metadata: TOO_MUCH_METADATA } : read;
    this.#read.set(path, index);
    this.#entryCount += index.figures.entryCount;
    this.#isLayerNews = true;
    const diffId = diffIdOf(path);
    // Named by the digest of what it holds, so it can be kept whatever becomes of the rest.
    if (diffId !== undefined && this.#described.diffIds.includes(diffId)) {
      this.#kept.push(this.#cache.keepLayer(diffId, index));
    }
  };

  readonly isKnown = (path: string): boolean => this.#cached.has(diffIdOf(path) ?? '');

  readonly leftEntries = (): number => Math.max(0, MAX_ENTRIES - this.#entryCount);

  snapshot(): ImageLayers {
    this.#isLayerNews = false;
    const { id, diffIds, sizeBytes } = this.#described;
    const placed = new Set<string>();
    const layers = diffIds.map((diffId, position) => {
      const path = blobOf(diffId);
      const read = this.#read.get(path);
      if (read !== undefined) placed.add(path);
      const cached = this.#cached.get(diffId);
      const index = read ?? cached;
      return index === undefined
        ? waitingRow(position, diffId)
        : placedRow(position, diffId, index, read === undefined);
    });
    for (const [path, index] of this.#read) {
      if (!placed.has(path)) layers.push(unplacedRow(path, index));
    }
    return {
      status: 'reading',
      image: this.#image,
      imageId: id,
      layers,
      history: [],
      readBytes: this.readBytes,
      expectedBytes: Math.max(sizeBytes, this.readBytes),
    };
  }

  /** Puts every layer in its place. */
  async complete(layout: ArchiveLayout, archive: ImageArchive): Promise<ReadImage> {
    const { diffIds, history } = layout;
    const layerPaths = layout.layerPaths.map((path) => resolveAlias(archive, path));
    const layers = layerPaths.map((path, position) => {
      const read = this.#read.get(path);
      return read ?? this.#cached.get(diffIds[position] ?? '') ?? missingLayer();
    });
    const rows = layers.map((layer, position) => {
      const diffId = diffIds[position] ?? '';
      return placedRow(position, diffId, layer, this.#cached.get(diffId) === layer);
    });
    for (const [position, layer] of layers.entries()) {
      const diffId = diffIds[position] ?? '';
      if (!this.#cached.has(diffId)) this.#kept.push(this.#cache.keepLayer(diffId, layer));
    }
    await Promise.all(this.#kept);
    await this.#cache.keepImage(this.#described.id, { diffIds, layerPaths, history });
    await this.#cache.prune();
    return { imageId: this.#described.id, rows, layers, layerPaths, history };
  }
}

/** The digest that an OCI layout names a blob by. Of a packed layer it is another one than the layer's own. */
function diffIdOf(path: string): string | undefined {
  const digits = /^blobs\/sha256\/([0-9a-f]{64})$/.exec(path)?.[1];
  return digits === undefined ? undefined : `sha256:${digits}`;
}

function blobOf(diffId: string): string {
  return `blobs/${diffId.replace(':', '/')}`;
}

function missingLayer(): LayerIndex {
  return new LayerBuilder().finish(layerProblem('missing'));
}
