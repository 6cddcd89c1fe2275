import { createHash, type Hash } from 'node:crypto';
import { MAX_SHOWN_BYTES } from '../../../shared/contract/layer-file.ts';
import type { BodySink } from './entry-finder.ts';

/** What is kept of a file. */
export interface FileBody {
  /** From its start on, at most `MAX_SHOWN_BYTES`. */
  readonly bytes: Uint8Array;
  /** Absent where its end was not needed. */
  readonly sha256?: string;
}

/** Keeps the beginning of a file and, where its digest is wanted, goes through the rest. */
export class BodyKeeper implements BodySink {
  readonly #isDigestWanted: boolean;
  #chunks: Uint8Array[] = [];
  #keptBytes = 0;
  #hash: Hash | undefined;
  #isWhole = false;

  constructor(isDigestWanted: boolean) {
    this.#isDigestWanted = isDigestWanted;
  }

  readonly begin = (): void => {
    this.#chunks = [];
    this.#keptBytes = 0;
    this.#isWhole = false;
    this.#hash = this.#isDigestWanted ? createHash('sha256') : undefined;
  };

  readonly take = (bytes: Uint8Array): void => {
    this.#hash?.update(bytes);
    const kept = bytes.subarray(0, MAX_SHOWN_BYTES - this.#keptBytes);
    if (kept.length === 0) return;
    this.#chunks.push(kept);
    this.#keptBytes += kept.length;
  };

  readonly end = (): void => {
    this.#isWhole = true;
  };

  readonly isSated = (): boolean =>
    this.#isWhole || (!this.#isDigestWanted && this.#keptBytes === MAX_SHOWN_BYTES);

  /** What was kept; once. */
  body(): FileBody {
    const bytes = new Uint8Array(Buffer.concat(this.#chunks));
    return this.#hash === undefined ? { bytes } : { bytes, sha256: this.#hash.digest('hex') };
  }
}

/** Room for two dozen small files or a dozen of the largest that are shown. */
const MAX_HELD_BYTES = 48_000_000;

/** Remembers what was looked at last. */
export class BodyMemory {
  readonly #bodies = new Map<string, FileBody>();

  get(key: string): FileBody | undefined {
    const body = this.#bodies.get(key);
    if (body !== undefined) this.keep(key, body);
    return body;
  }

  keep(key: string, body: FileBody): void {
    this.#bodies.delete(key);
    this.#bodies.set(key, body);
    let heldBytes = 0;
    for (const { bytes } of this.#bodies.values()) heldBytes += bytes.length;
    for (const [oldest, { bytes }] of this.#bodies) {
      if (heldBytes <= MAX_HELD_BYTES) return;
      this.#bodies.delete(oldest);
      heldBytes -= bytes.length;
    }
  }
}
