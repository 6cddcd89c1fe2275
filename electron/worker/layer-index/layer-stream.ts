import type { Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { LayerProblem } from '../../../shared/contract/image-layers.ts';
import { toMetadataBytes } from '../packages/layer-metadata.ts';
import { MetadataCapture } from '../packages/metadata-capture.ts';
import { LayerBuilder } from './layer-builder.ts';
import { LayerDamage, layerProblem } from './layer-damage.ts';
import type { LayerIndex } from './layer-index.ts';
import { TarWalker, type TarSink } from './tar-walker.ts';
import { ZstdFrames } from './zstd-frames.ts';

/** How a layer's archive is packed, by its first bytes. */
export type Packing = 'plain' | 'gzip' | 'zstd' | 'unsupported';

/** What a real layer never reaches: gzip cannot do more, and zstd only for one byte again and again. */
const MAX_RATIO = 1000;
/** Below this a high ratio costs nothing, and small layers of zeros have it. */
const RATIO_FREE_BYTES = 64 * 1024 * 1024;
/** Larger than the disks of most machines that could store it. */
const MAX_UNPACKED_BYTES = 200 * 1024 ** 3;
/** More output at once means fewer turns between threads. */
const OUTPUT_CHUNK_BYTES = 256 * 1024;

/** First bytes that tell, as numbers with the first byte lowest; `mask` takes out what does not. */
const MAGICS: readonly { readonly packing: Packing; readonly mask: number; readonly is: number }[] =
  [
    { packing: 'gzip', mask: 0xffff, is: 0x8b1f },
    { packing: 'zstd', mask: 0xffffffff, is: 0xfd2fb528 },
    // A skippable frame of zstd.
    { packing: 'zstd', mask: 0xfffffff0, is: 0x184d2a50 },
    // bzip2 and xz.
    { packing: 'unsupported', mask: 0xffffff, is: 0x685a42 },
    { packing: 'unsupported', mask: 0xffffffff, is: 0x587a37fd },
  ];

/** Tells by its first four bytes how a layer's archive is packed. */
export function packingOf(start: Uint8Array): Packing {
  const [a = 0, b = 0, c = 0, d = 0] = start;
  const first = a | (b << 8) | (c << 16) | (d << 24);
  return MAGICS.find(({ mask, is }) => (first & mask) >>> 0 === is)?.packing ?? 'plain';
}

/** Reads one layer's archive as its bytes come, whatever its packing. It never fails: the index tells. */
export class LayerStream {
  readonly #builder: LayerBuilder;
  readonly #walker: TarWalker;
  readonly #metadata = new MetadataCapture();
  readonly #packing: Packing;
  #unpacker: Transform | undefined;
  #frames: ZstdFrames | undefined;
  #problem: LayerProblem | undefined;
  #packedBytes = 0;
  #unpackedBytes = 0;
  #isFull = false;

  /** With a `sink`, that hears what the layer holds, and the index lists nothing. */
  constructor(packing: Packing, maxEntries: number, sink?: TarSink) {
    this.#builder = new LayerBuilder(maxEntries);
    this.#walker = new TarWalker(
      sink ?? {
        onEntry: (entry) => {
          const row = this.#builder.add(entry);
          return row !== undefined && this.#metadata.add(entry, row);
        },
        onBody: (bytes) => this.#metadata.take(bytes),
        onBodyEnd: () => this.#metadata.end(),
      },
    );
    this.#packing = packing;
    if (packing === 'gzip')
      this.#unpacker = this.#listen(createGunzip({ chunkSize: OUTPUT_CHUNK_BYTES }));
    if (packing === 'zstd') {
      this.#frames = new ZstdFrames();
      // Its window has at most 128 MiB: that is zlib's own default.
      this.#unpacker = this.#listen(createZstdDecompress({ chunkSize: OUTPUT_CHUNK_BYTES }));
    }
    if (packing === 'unsupported') this.#problem = layerProblem('compression-unsupported');
  }

  /** Takes the next bytes; they must not change any more. */
  push(chunk: Uint8Array): void {
    if (this.#problem !== undefined) return;
    this.#packedBytes += chunk.length;
    if (this.#unpacker === undefined) this.#walk(chunk);
    else if (this.#frames === undefined) this.#feed(chunk);
    else {
      for (const part of this.#frames.push(chunk)) this.#feed(part);
      if (this.#frames.isBroken) this.#fail(layerProblem('compression-damaged'));
    }
  }

  /** Resolves when more may be pushed; undefined where it may at once. */
  drained(): Promise<void> | undefined {
    const unpacker = this.#unpacker;
    if (!this.#isFull || unpacker === undefined || unpacker.destroyed) return undefined;
    return new Promise((resolve) => {
      unpacker.once('drain', resolve).once('close', resolve);
    });
  }

  /** The index of what came. */
  async finish(): Promise<LayerIndex> {
    const unpacker = this.#unpacker;
    if (unpacker !== undefined && !unpacker.destroyed) {
      await new Promise((resolve) => unpacker.once('close', resolve).end());
    }
    if (this.#packing === 'zstd' && this.#frames?.isWhole === false) {
      this.#problem ??= layerProblem('compression-damaged');
    }
    this.#problem ??= this.#walker.end();
    return this.#builder.finish(this.#problem, toMetadataBytes(this.#metadata.finish()));
  }

  /** Lets go of everything. */
  dispose(): void {
    this.#unpacker?.destroy();
  }

  #feed(packed: Uint8Array): void {
    const unpacker = this.#unpacker;
    if (unpacker === undefined || unpacker.destroyed) return;
    this.#isFull = !unpacker.write(packed);
  }

  #listen(unpacker: Transform): Transform {
    unpacker.on('drain', () => (this.#isFull = false));
    unpacker.on('data', (chunk: Uint8Array) => {
      this.#unpackedBytes += chunk.length;
      const isBomb =
        this.#unpackedBytes > MAX_UNPACKED_BYTES ||
        (this.#unpackedBytes > RATIO_FREE_BYTES &&
          this.#unpackedBytes > this.#packedBytes * MAX_RATIO);
      if (isBomb) this.#fail(layerProblem('inflates-too-much', this.#unpackedBytes));
      else this.#walk(chunk);
    });
    unpacker.on('error', () => {
      // What follows the end of the archive says nothing any more.
      if (!this.#walker.isEnded)
        this.#fail(layerProblem('compression-damaged', this.#unpackedBytes));
    });
    return unpacker;
  }

  #walk(chunk: Uint8Array): void {
    if (this.#problem !== undefined) return;
    try {
      this.#walker.push(chunk);
    } catch (error) {
      if (!(error instanceof LayerDamage)) throw error;
      this.#fail(error.problem);
    }
  }

  #fail(problem: LayerProblem): void {
    this.#problem ??= problem;
    this.#unpacker?.destroy();
  }
}
