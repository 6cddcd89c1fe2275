import { createHash } from 'node:crypto';
import type { DescribedImage, ImageSource } from './image-source.ts';
import type { LayerIndex } from './layer-index.ts';
import { LayerStream, packingOf } from './layer-stream.ts';
import { tar, type MadeEntry } from './tar-maker.ts';

/** An image for tests, as an engine would hand it out. */
export interface MadeImage {
  readonly described: DescribedImage;
  readonly archive: Buffer;
}

/** How an image is written down. */
export interface MadeLayout {
  /** `docker`: as engines before 25 wrote it, layers in no order. `oci`: blobs named by their digests. */
  readonly kind: 'docker' | 'oci';
  /** What a layer's tar is packed with. */
  readonly pack?: (layer: Buffer) => Buffer;
  /** Takes parts of the archive away or changes them, just before it is written. */
  readonly change?: (parts: MadeEntry[]) => MadeEntry[];
}

/** Makes an image of layers, given as entries or as finished tars. */
export function makeImage(
  layers: readonly (readonly MadeEntry[] | Buffer)[],
  layout: MadeLayout,
): MadeImage {
  const pack = layout.pack ?? ((layer: Buffer) => layer);
  const tars = layers.map((layer) => (Buffer.isBuffer(layer) ? layer : tar(layer)));
  const diffIds = tars.map((layer) => `sha256:${sha256(layer)}`);
  const history = tars.flatMap((_, position) => [
    { created: '2026-01-02T03:04:05Z', created_by: `RUN step ${position}` },
    { created_by: `ENV A=${position}`, empty_layer: true },
  ]);
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      rootfs: { type: 'layers', diff_ids: diffIds },
      history,
    }),
  );
  const files = tars.map(pack).map((body, position) => ({
    path: layout.kind === 'docker' ? `${position}f/layer.tar` : blob(body),
    body,
  }));
  const configPath = layout.kind === 'docker' ? `${sha256(config)}.json` : blob(config);
  const manifest = JSON.stringify([{ Config: configPath, Layers: files.map(({ path }) => path) }]);
  const parts: MadeEntry[] = [
    ...files.toReversed(),
    { path: configPath, body: config },
    { path: 'manifest.json', body: manifest },
  ];
  return {
    described: {
      id: `sha256:${sha256(config)}`,
      os: 'linux',
      architecture: 'amd64',
      sizeBytes: tars.reduce((sum, { length }) => sum + length, 0),
      diffIds,
    },
    archive: tar(layout.change?.(parts) ?? parts),
  };
}

/** Hands an image out in pieces of this size; counts how often its archive was asked for. */
export function memorySource(
  { described, archive }: MadeImage,
  pieceBytes = 1_000,
): ImageSource & { readonly asked: { count: number } } {
  const asked = { count: 0 };
  return {
    asked,
    describe: async () => described,
    archive: async function* (_imageId, signal) {
      asked.count += 1;
      for (let at = 0; at < archive.length; at += pieceBytes) {
        signal.throwIfAborted();
        yield archive.subarray(at, at + pieceBytes);
      }
    },
  };
}

/** A blob's path in an OCI layout. */
export function blob(body: Uint8Array | string): string {
  return `blobs/sha256/${sha256(body)}`;
}

/** A digest without its prefix. */
export function sha256(body: Uint8Array | string): string {
  return createHash('sha256').update(body).digest('hex');
}

/** Entries that a layer of a test may have. */
export const TEST_ENTRY_LIMIT = 1_000;

/** Reads one layer's archive in pieces of this size. */
export async function readLayer(bytes: Uint8Array, pieceBytes = 300): Promise<LayerIndex> {
  const stream = new LayerStream(packingOf(bytes), TEST_ENTRY_LIMIT);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    stream.push(bytes.subarray(at, at + pieceBytes));
    await stream.drained();
  }
  return await stream.finish();
}

/** Bytes that no packer makes smaller, the same every time. */
export function noise(length: number): Buffer {
  let state = 1;
  return Buffer.from(
    Array.from({ length }, () => (state = Math.imul(state, 1_103_515_245) + 12_345) >>> 24),
  );
}
