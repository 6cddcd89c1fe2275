import { createCipheriv, createHash } from 'node:crypto';
import { tarHeader } from '../../electron/worker/layer-index/tar-maker.ts';
import type { DescribedImage } from '../../electron/worker/layer-index/image-source.ts';

/** One layer's archive in pieces; the same ones whenever they are asked for. */
export type MadeLayer = () => Iterable<Uint8Array>;

/** An image that is made while it is sent, because it is larger than memory. */
export interface StreamedImage {
  readonly described: DescribedImage;
  /** As `docker save` of engines before 25 wrote it. */
  readonly archive: () => Iterable<Uint8Array>;
}

const BLOCK_BYTES = 512;
const END = Buffer.alloc(2 * BLOCK_BYTES);
const POOL_BYTES = 32 * 1024 * 1024;
const HEADERS_PER_PIECE = 2048;

/** An image of these layers. They are read once to know their digests. */
export function streamedImage(layers: readonly MadeLayer[], tag: string): StreamedImage {
  const known = layers.map(measured);
  const diffIds = known.map(({ digest }) => `sha256:${digest}`);
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      rootfs: { type: 'layers', diff_ids: diffIds },
    }),
  );
  const id = createHash('sha256').update(config).digest('hex');
  const paths = known.map(({ digest }) => `${digest}/layer.tar`);
  const manifest = [{ Config: `${id}.json`, RepoTags: [tag], Layers: paths }];
  return {
    described: {
      id: `sha256:${id}`,
      os: 'linux',
      architecture: 'amd64',
      sizeBytes: known.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      diffIds,
    },
    *archive() {
      for (const [position, layer] of layers.entries()) {
        yield tarHeader({
          path: paths[position] ?? '',
          sizeBytes: known[position]?.sizeBytes ?? 0,
        });
        yield* layer();
      }
      yield* file(`${id}.json`, config);
      yield* file('manifest.json', Buffer.from(JSON.stringify(manifest)));
      yield END;
    },
  };
}

/** A layer of files of one size, whose bytes no packer makes smaller. */
export function filesLayer(position: number, files: number, fileBytes: number): MadeLayer {
  return function* () {
    for (let index = 0; index < files; index += 1) {
      // Everywhere else in the pool, so that no two files are alike.
      const start = ((position * files + index) * 4099 * BLOCK_BYTES) % (POOL_BYTES - fileBytes);
      yield* file(
        `data/layer_${position}/file_${index}`,
        pool().subarray(start, start + fileBytes),
      );
    }
    yield END;
  };
}

/** A layer of empty files, 500 in each folder. */
export function entriesLayer(entries: number): MadeLayer {
  return function* () {
    const headers: Buffer[] = [];
    for (let index = 0; index < entries; index += 1) {
      const folder = Math.floor(index / 500);
      headers.push(
        tarHeader({ path: `usr/lib/python3/packages/package_${folder}/module_${index}.py` }),
      );
      if (headers.length === HEADERS_PER_PIECE) yield Buffer.concat(headers.splice(0));
    }
    yield Buffer.concat([...headers, END]);
  };
}

function* file(path: string, body: Uint8Array): Iterable<Uint8Array> {
  yield tarHeader({ path, body });
  yield body;
  yield Buffer.alloc((BLOCK_BYTES - (body.length % BLOCK_BYTES)) % BLOCK_BYTES);
}

function measured(layer: MadeLayer): { readonly digest: string; readonly sizeBytes: number } {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for (const piece of layer()) {
    hash.update(piece);
    sizeBytes += piece.length;
  }
  return { digest: hash.digest('hex'), sizeBytes };
}

let made: Buffer | undefined;

/** Random enough for packers, and the same in every run: a keystream of zeros. */
function pool(): Buffer {
  made ??= createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(
    Buffer.alloc(POOL_BYTES),
  );
  return made;
}
