import { createHash, randomBytes, type Hash } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { fileFailure } from '../../service/recording/file-failure.ts';
import type { BodySink } from './entry-finder.ts';

/** Writes a file beside its place, and puts it there when it is whole. */
export class FileWriter implements BodySink {
  readonly #path: string;
  readonly #beside: string;
  readonly #file: FileHandle;
  #waiting: Uint8Array[] = [];
  #hash: Hash = createHash('sha256');
  #isWhole = false;
  #isToBeEmptied = false;
  writtenBytes = 0;

  private constructor(path: string, beside: string, file: FileHandle) {
    this.#path = path;
    this.#beside = beside;
    this.#file = file;
  }

  /** Fails with `disk-full` or `conflict` where nothing can be written there. */
  static async begin(path: string): Promise<FileWriter> {
    const beside = `${path}.${randomBytes(4).toString('hex')}.part`;
    try {
      return new FileWriter(path, beside, await open(beside, 'wx'));
    } catch (error) {
      throw fileFailure(error, path);
    }
  }

  readonly begin = (): void => {
    this.#waiting = [];
    this.#hash = createHash('sha256');
    this.#isWhole = false;
    this.#isToBeEmptied = true;
  };

  readonly take = (bytes: Uint8Array): void => {
    this.#hash.update(bytes);
    this.#waiting.push(bytes);
  };

  readonly end = (): void => {
    this.#isWhole = true;
  };

  readonly isSated = (): boolean => this.#isWhole;

  /** Writes what waits. */
  async flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    try {
      if (this.#isToBeEmptied) await this.#empty();
      for (const bytes of waiting) await this.#write(bytes);
    } catch (error) {
      throw fileFailure(error, this.#path);
    }
  }

  /** Puts the file in its place and answers its digest. Fails with `interrupted` unless it has this size. */
  async finish(sizeBytes: number): Promise<string> {
    await this.flush();
    if (this.writtenBytes !== sizeBytes || !(this.#isWhole || sizeBytes === 0)) throw cutOff();
    try {
      await this.#file.close();
      await rename(this.#beside, this.#path);
    } catch (error) {
      throw fileFailure(error, this.#path);
    }
    return this.#hash.digest('hex');
  }

  /** Takes away what was begun. */
  async discard(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(this.#beside, { force: true }).catch(() => undefined);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const { bytesWritten } = await this.#file.write(
        bytes,
        at,
        bytes.length - at,
        this.writtenBytes,
      );
      at += bytesWritten;
      this.writtenBytes += bytesWritten;
    }
  }

  async #empty(): Promise<void> {
    this.#isToBeEmptied = false;
    await this.#file.truncate(0);
    this.writtenBytes = 0;
  }
}

function cutOff(): AppError {
  return new AppError({
    code: 'interrupted',
    message: 'The file ended before it had the size that its layer states.',
    hint: 'Save it again; what was written was removed.',
  });
}
