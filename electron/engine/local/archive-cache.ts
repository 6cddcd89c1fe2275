import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { isProcessAlive } from './is-process-alive.ts';

/** Older packages lack a month of security updates; then they are fetched again. */
const MAX_AGE_MS = 30 * 24 * 3600 * 1000;

/** Level 1 halves the tar at the speed of a disk. */
const COMPRESSION = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/**
 * Keeps the last file system that a recipe made, so that another engine of this machine needs no
 * second download. A file appears under its name only when it is whole.
 */
export class ArchiveCache {
  readonly #folder: string;

  constructor(folder = cacheFolder()) {
    this.#folder = folder;
  }

  /** The tar of that name, if it is here and fresh. */
  async find(name: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const path = this.#pathOf(name);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || Date.now() - found.mtimeMs > MAX_AGE_MS) return undefined;
    return readCompressed(path);
  }

  /**
   * Passes a tar on and keeps a copy. The copy counts only when the tar ended normally; a copy
   * that cannot be written (full disk) is given up, the tar is not.
   */
  async *keep(
    name: string,
    tar: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const path = this.#pathOf(name);
    const part = `${path}.${process.pid}.part`;
    const copy = await startCopy(this.#folder, part);
    let isWhole = false;
    try {
      for await (const chunk of tar) {
        await copy?.write(chunk);
        yield chunk;
      }
      isWhole = true;
    } finally {
      const isKept = (await copy?.end(isWhole)) ?? false;
      // A copy that cannot be kept is no reason to fail.
      if (isKept) await this.#adopt(part, path).catch(() => undefined);
      if (copy !== undefined) await rm(part, { force: true });
    }
  }

  #pathOf(name: string): string {
    return join(this.#folder, `${name}.tar.zst`);
  }

  /** The newest tar of a recipe stays alone: an older one is of no use any more. */
  async #adopt(part: string, path: string): Promise<void> {
    await rename(part, path);
    const recipe = basename(path).replace(/-[^-]*$/, '-');
    for (const name of await readdir(this.#folder)) {
      if (!name.startsWith(recipe) || name === basename(path)) continue;
      const writer = /\.(\d+)\.part$/.exec(name)?.[1];
      if (writer !== undefined && isProcessAlive(Number(writer))) continue;
      await rm(join(this.#folder, name), { force: true });
    }
  }
}

interface Copy {
  readonly write: (chunk: Uint8Array) => Promise<void>;
  /** Flushes it to the disk when it is whole; answers whether it can be relied on. */
  readonly end: (isWhole: boolean) => Promise<boolean>;
}

async function startCopy(folder: string, part: string): Promise<Copy | undefined> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await (await open(part, 'w', 0o600)).close();
  } catch {
    return undefined;
  }
  const compressor = createZstdCompress(COMPRESSION);
  let isBroken = false;
  const written = pipeline(compressor, createWriteStream(part, { flush: true })).catch(() => {
    isBroken = true;
  });
  return {
    write: async (chunk) => {
      if (isBroken || compressor.destroyed) return;
      if (!compressor.write(chunk)) await Promise.race([once(compressor, 'drain'), written]);
    },
    end: async (isWhole) => {
      if (isWhole) compressor.end();
      else compressor.destroy();
      await written;
      return isWhole && !isBroken;
    },
  };
}

async function* readCompressed(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const source = createReadStream(path);
  const tar = createZstdDecompress();
  source.once('error', (error) => tar.destroy(error));
  source.pipe(tar);
  try {
    for await (const chunk of tar) {
      if (chunk instanceof Uint8Array) yield chunk;
    }
  } catch (error) {
    await rm(path, { force: true });
    throw new AppError({
      code: 'interrupted',
      message: 'The copy of the image that Berth had kept was damaged; it is removed.',
      hint: 'Launch again: the image is then made anew.',
      cause: String(error),
    });
  } finally {
    source.destroy();
    tar.destroy();
  }
}

function cacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'];
  return join(base?.startsWith('/') === true ? base : join(homedir(), '.cache'), 'berth');
}
