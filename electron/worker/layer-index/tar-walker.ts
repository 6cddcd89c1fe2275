import type { LayerProblem } from '../../../shared/contract/image-layers.ts';
import { LayerDamage, layerProblem } from './layer-damage.ts';
import { readPaxRecords, type PaxOverrides } from './pax-records.ts';
import { emptyEntry, fillEntry, TYPE, type TarEntry } from './tar-entry.ts';
import { BLOCK_BYTES, FIELD, isChecksumRight, isEmptyBlock, readNumber } from './tar-header.ts';

/** Hears what a tar holds. */
export interface TarSink {
  /** True: its body is wanted. The entry is valid during the call only. */
  readonly onEntry: (entry: TarEntry) => boolean;
  /** A part of a wanted body; a view of what was pushed. */
  readonly onBody?: (bytes: Uint8Array) => void;
  /** A wanted body is whole. */
  readonly onBodyEnd?: () => void;
}

/** Extended headers and long names are read whole, and none that is real comes near this. */
const MAX_META_BYTES = 1024 * 1024;

type State = 'header' | 'body' | 'skip' | 'meta' | 'sparse-list' | 'ended';

/**
 * Walks through a tar as its bytes come, in pieces of any size, and looks at headers only. Nothing is
 * kept but one header. What follows the two empty blocks of its end is ignored, as engines do.
 */
export class TarWalker {
  readonly #sink: TarSink;
  readonly #entry = emptyEntry();
  readonly #block = new Uint8Array(BLOCK_BYTES);
  #filledBytes = 0;
  #state: State = 'header';
  /** Bytes until the state ends. */
  #leftBytes = 0;
  #paddingBytes = 0;
  #isWanted = false;
  #hasEmptyBlock = false;
  #meta: Uint8Array = new Uint8Array(0);
  #metaType = 0;
  #pax: PaxOverrides = {};
  #longName: Uint8Array | undefined;
  /** Something was said of an entry that has not come yet. */
  #isEntryOwed = false;
  /** Bytes pushed before the present piece. */
  #passedBytes = 0;
  #headerAtByte = 0;

  constructor(sink: TarSink) {
    this.#sink = sink;
  }

  /** The end mark has come. */
  get isEnded(): boolean {
    return this.#state === 'ended';
  }

  /** Takes the next bytes. @throws LayerDamage where the format is broken; the walk is then over */
  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      switch (this.#state) {
        case 'header':
        case 'sparse-list':
          at = this.#takeBlock(chunk, at);
          break;
        case 'body':
        case 'skip':
          at = this.#takeBody(chunk, at);
          break;
        case 'meta':
          at = this.#takeMeta(chunk, at);
          break;
        case 'ended':
          at = chunk.length;
      }
    }
    this.#passedBytes += chunk.length;
  }

  /** Says what is missing when no more bytes come. */
  end(): LayerProblem | undefined {
    if (this.#state === 'ended') return undefined;
    const isBetweenEntries =
      this.#state === 'header' && this.#filledBytes === 0 && !this.#isEntryOwed;
    return layerProblem(isBetweenEntries ? 'no-end-mark' : 'truncated', this.#passedBytes);
  }

  /** Gathers one block; the whole of it is looked at where it lies, if it can be. */
  #takeBlock(chunk: Uint8Array, at: number): number {
    if (this.#filledBytes === 0) {
      this.#headerAtByte = this.#passedBytes + at;
      if (chunk.length - at >= BLOCK_BYTES) {
        this.#readBlock(chunk, at);
        return at + BLOCK_BYTES;
      }
    }
    const taken = Math.min(BLOCK_BYTES - this.#filledBytes, chunk.length - at);
    this.#block.set(chunk.subarray(at, at + taken), this.#filledBytes);
    this.#filledBytes += taken;
    if (this.#filledBytes === BLOCK_BYTES) {
      this.#filledBytes = 0;
      this.#readBlock(this.#block, 0);
    }
    return at + taken;
  }

  #readBlock(bytes: Uint8Array, at: number): void {
    if (this.#state === 'sparse-list') {
      if (bytes[at + FIELD.sparseBlockGoesOn] === 0) this.#beginBody();
      return;
    }
    if (bytes[at] === 0 && isEmptyBlock(bytes, at)) {
      if (this.#hasEmptyBlock) this.#state = 'ended';
      this.#hasEmptyBlock = true;
      return;
    }
    if (this.#hasEmptyBlock || !isChecksumRight(bytes, at)) this.#fail('corrupt-header');
    const type = bytes[at + FIELD.type] ?? 0;
    switch (type) {
      case TYPE.paxNext:
      case TYPE.gnuLongName:
      case TYPE.gnuLongLink:
        this.#beginMeta(type, readNumber(bytes, at + FIELD.size, FIELD.longNumberBytes));
        break;
      case TYPE.paxGlobal:
        // Engines ignore these, so what they say does not hold.
        this.#skip(readNumber(bytes, at + FIELD.size, FIELD.longNumberBytes));
        break;
      default:
        this.#readEntry(bytes, at, type);
    }
  }

  #readEntry(bytes: Uint8Array, at: number, type: number): void {
    const pax = this.#pax;
    // A long name counts more than a record, and a sparse file's record is a long name of its own.
    if (this.#longName !== undefined) pax.path = this.#longName;
    if (!fillEntry(this.#entry, bytes, at, pax)) this.#fail('corrupt-header');
    this.#longName = undefined;
    this.#pax = {};
    this.#isEntryOwed = false;
    this.#isWanted = this.#sink.onEntry(this.#entry);
    if (type === TYPE.gnuSparse && bytes[at + FIELD.sparseGoesOn] !== 0) {
      this.#state = 'sparse-list';
    } else {
      this.#beginBody();
    }
  }

  #beginBody(): void {
    const { bodyBytes } = this.#entry;
    this.#paddingBytes = paddingOf(bodyBytes);
    if (!this.#isWanted) {
      this.#skip(bodyBytes);
    } else if (bodyBytes === 0) {
      this.#state = 'header';
      this.#sink.onBodyEnd?.();
    } else {
      this.#state = 'body';
      this.#leftBytes = bodyBytes;
    }
  }

  #takeBody(chunk: Uint8Array, at: number): number {
    const taken = Math.min(this.#leftBytes, chunk.length - at);
    this.#leftBytes -= taken;
    if (this.#state === 'body') this.#sink.onBody?.(chunk.subarray(at, at + taken));
    if (this.#leftBytes > 0) return at + taken;
    if (this.#state === 'body') {
      this.#sink.onBodyEnd?.();
      this.#state = this.#paddingBytes === 0 ? 'header' : 'skip';
      this.#leftBytes = this.#paddingBytes;
    } else {
      this.#state = 'header';
    }
    return at + taken;
  }

  #skip(bodyBytes: number): void {
    if (!Number.isSafeInteger(bodyBytes) || bodyBytes < 0) this.#fail('corrupt-header');
    this.#leftBytes = bodyBytes + paddingOf(bodyBytes);
    this.#state = this.#leftBytes === 0 ? 'header' : 'skip';
  }

  #beginMeta(type: number, sizeBytes: number): void {
    if (Number.isNaN(sizeBytes) || sizeBytes < 0) this.#fail('corrupt-header');
    if (sizeBytes > MAX_META_BYTES) this.#fail('header-too-large');
    this.#metaType = type;
    this.#meta = new Uint8Array(sizeBytes);
    this.#leftBytes = sizeBytes;
    this.#state = 'meta';
    if (sizeBytes === 0) this.#endMeta();
  }

  #takeMeta(chunk: Uint8Array, at: number): number {
    const taken = Math.min(this.#leftBytes, chunk.length - at);
    this.#meta.set(chunk.subarray(at, at + taken), this.#meta.length - this.#leftBytes);
    this.#leftBytes -= taken;
    if (this.#leftBytes === 0) this.#endMeta();
    return at + taken;
  }

  #endMeta(): void {
    const meta = this.#meta;
    this.#isEntryOwed = true;
    if (this.#metaType === TYPE.paxNext) {
      const wrong = readPaxRecords(meta, this.#pax);
      if (wrong !== undefined) {
        this.#fail(wrong === 'corrupt' ? 'corrupt-header' : 'header-too-large');
      }
    } else {
      const end = meta.indexOf(0);
      const text = end < 0 ? meta : meta.subarray(0, end);
      if (this.#metaType === TYPE.gnuLongName) this.#longName = text;
      else this.#pax.linkPath = text;
    }
    this.#meta = new Uint8Array(0);
    this.#leftBytes = paddingOf(meta.length);
    this.#state = this.#leftBytes === 0 ? 'header' : 'skip';
  }

  #fail(code: LayerProblem['code']): never {
    throw new LayerDamage(layerProblem(code, this.#headerAtByte));
  }
}

function paddingOf(bodyBytes: number): number {
  return (BLOCK_BYTES - (bodyBytes % BLOCK_BYTES)) % BLOCK_BYTES;
}
