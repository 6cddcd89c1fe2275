import { randomBytes } from 'node:crypto';
import {
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import {
  DigestSchema,
  HistoryStepSchema,
  type HistoryStep,
} from '../../../shared/contract/image-layers.ts';
import { ImagePackagesSchema, type ImagePackages } from '../../../shared/contract/package.ts';
import type { LayerIndex } from './layer-index.ts';
import { fromLayerFile, toLayerFile } from './to-layer-file.ts';

/** What is remembered of an image besides its layers. */
const ImageRecordSchema = z.strictObject({
  version: z.literal(2),
  diffIds: z.array(DigestSchema),
  layerPaths: z.array(z.string()),
  history: z.array(HistoryStepSchema),
});
export interface ImageRecord {
  readonly diffIds: readonly string[];
  /** Where each layer lies in the engine's export. */
  readonly layerPaths: readonly string[];
  readonly history: readonly HistoryStep[];
}

/** What an image's packages are remembered as; the number goes up whenever their meaning changes. */
const PackagesRecordSchema = z.strictObject({
  version: z.literal(1),
  packages: ImagePackagesSchema,
});

/** The index of a 20 GB image takes about 30 MB, so this remembers every image of most machines. */
const MAX_CACHE_BYTES = 1024 ** 3;

/**
 * Remembers indexes of layers by the digest of what they are of, so that no layer is read twice, whichever
 * image has it. A file that is damaged or of another version counts as none. Nothing here ever fails a
 * reading: a cache that cannot be written is a slow one.
 */
export class LayerCache {
  readonly #directory: string;
  readonly #maxBytes: number;

  constructor(directory: string, maxBytes = MAX_CACHE_BYTES) {
    this.#directory = directory;
    this.#maxBytes = maxBytes;
  }

  /** A layer's index, if it is remembered. */
  async layer(diffId: string): Promise<LayerIndex | undefined> {
    const file = this.#fileOf(diffId, 'layer');
    const bytes = await readFile(file).catch(() => undefined);
    if (bytes === undefined) return undefined;
    const index = fromLayerFile(bytes);
    const now = new Date();
    if (index === undefined) await rm(file, { force: true }).catch(() => undefined);
    else await utimes(file, now, now).catch(() => undefined);
    return index;
  }

  /** Remembers a layer that was read as a whole. */
  async keepLayer(diffId: string, index: LayerIndex): Promise<void> {
    if (index.figures.problem !== undefined) return;
    await this.#write(this.#fileOf(diffId, 'layer'), toLayerFile(index));
  }

  /** What is remembered of an image. */
  async image(imageId: string): Promise<ImageRecord | undefined> {
    try {
      const text = await readFile(this.#fileOf(imageId, 'image.json'), 'utf8');
      return ImageRecordSchema.safeParse(JSON.parse(text)).data;
    } catch {
      return undefined;
    }
  }

  /** Remembers an image. */
  async keepImage(imageId: string, record: ImageRecord): Promise<void> {
    const text = Buffer.from(JSON.stringify({ version: 2, ...record }));
    await this.#write(this.#fileOf(imageId, 'image.json'), [text]);
  }

  /** The packages of an image, where they were found out. */
  async packages(imageId: string): Promise<ImagePackages | undefined> {
    try {
      const text = await readFile(this.#fileOf(imageId, 'packages.json'), 'utf8');
      return PackagesRecordSchema.safeParse(JSON.parse(text)).data?.packages;
    } catch {
      return undefined;
    }
  }

  /** Remembers the packages of an image. */
  async keepPackages(imageId: string, packages: ImagePackages): Promise<void> {
    const text = Buffer.from(JSON.stringify({ version: 1, packages }));
    await this.#write(this.#fileOf(imageId, 'packages.json'), [text]);
  }

  /** Takes the files away that were not used for longest, until the rest is small enough. */
  async prune(): Promise<void> {
    const names = await readdir(this.#directory).catch(() => []);
    const files = await Promise.all(
      names.map(async (name) => {
        const file = join(this.#directory, name);
        const facts = await stat(file).catch(() => undefined);
        return { file, sizeBytes: facts?.size ?? 0, usedAtMs: facts?.mtimeMs ?? 0 };
      }),
    );
    let restBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    for (const { file, sizeBytes } of files.toSorted((a, b) => a.usedAtMs - b.usedAtMs)) {
      if (restBytes <= this.#maxBytes) return;
      await rm(file, { force: true }).catch(() => undefined);
      restBytes -= sizeBytes;
    }
  }

  #fileOf(digest: string, extension: string): string {
    // A schema has checked it: `sha256:` and digits.
    return join(this.#directory, `${digest.replace(':', '-')}.${extension}`);
  }

  /** Whoever reads sees the whole file or none. */
  async #write(file: string, parts: readonly Uint8Array[]): Promise<void> {
    const part = `${file}.${randomBytes(6).toString('hex')}.part`;
    try {
      await mkdir(this.#directory, { recursive: true, mode: 0o700 });
      const handle = await open(part, 'wx', 0o600);
      try {
        for (const bytes of parts) await writeFile(handle, bytes);
      } finally {
        await handle.close();
      }
      await rename(part, file);
    } catch {
      await rm(part, { force: true }).catch(() => undefined);
    }
  }
}
