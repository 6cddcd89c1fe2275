/** Where the reader is in its data. */
type Place =
  | 'magic'
  | 'skippable-size'
  | 'skippable'
  | 'descriptor'
  | 'header'
  | 'block-header'
  | 'block'
  | 'checksum';

/** Places whose bytes say nothing that is needed. */
const PASSED: ReadonlySet<Place> = new Set(['skippable', 'header', 'block', 'checksum']);

const MAGIC_BYTES = 4;
const BLOCK_HEADER_BYTES = 3;
const CHECKSUM_BYTES = 4;
const DICTIONARY_BYTES = [0, 1, 2, 4] as const;
const CONTENT_SIZE_BYTES = [0, 2, 4, 8] as const;
/** A block of one repeated byte stores that byte. */
const REPEATED = 1;
const RESERVED = 3;

/**
 * Follows zstd data frame by frame without unpacking it: takes skippable frames out, because Node's
 * unpacker ends at one, and tells whether the last frame is whole, which that one does not say.
 * Source: RFC 8878, section 3.1.
 */
export class ZstdFrames {
  #place: Place = 'magic';
  #leftBytes = MAGIC_BYTES;
  readonly #few = new Uint8Array(MAGIC_BYTES);
  #fewBytes = 0;
  #hasChecksum = false;
  #isLastBlock = false;
  #isBroken = false;

  /** What came is no zstd. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Everything so far is a number of whole frames. */
  get isWhole(): boolean {
    return !this.#isBroken && this.#place === 'magic' && this.#fewBytes === 0;
  }

  /** The parts of `chunk` that are to be unpacked, with what of former ones they need. */
  push(chunk: Uint8Array): Uint8Array[] {
    const parts: Uint8Array[] = [];
    // From where on the chunk's bytes are of frames with content.
    let from = this.#isContent() ? 0 : -1;
    let at = 0;
    while (at < chunk.length && !this.#isBroken) {
      const wasContent = this.#isContent();
      at = PASSED.has(this.#place) ? this.#passOver(chunk, at) : this.#gather(chunk, at);
      if (!wasContent && this.#isContent()) {
        // Its magic number may have begun in an earlier chunk, so it goes along on its own.
        parts.push(this.#few.slice());
        from = at;
      } else if (!this.#isContent() && from >= 0) {
        parts.push(chunk.subarray(from, at));
        from = -1;
      }
    }
    if (from >= 0 && from < at) parts.push(chunk.subarray(from, at));
    return parts;
  }

  #passOver(chunk: Uint8Array, at: number): number {
    const taken = Math.min(this.#leftBytes, chunk.length - at);
    this.#leftBytes -= taken;
    if (this.#leftBytes === 0) this.#pass();
    return at + taken;
  }

  #gather(chunk: Uint8Array, at: number): number {
    this.#few[this.#fewBytes++] = chunk[at] ?? 0;
    if (this.#fewBytes === this.#leftBytes) this.#readFew();
    return at + 1;
  }

  #isContent(): boolean {
    const place = this.#place;
    return place !== 'magic' && place !== 'skippable-size' && place !== 'skippable';
  }

  #await(place: Place, bytes: number): void {
    this.#place = place;
    this.#leftBytes = bytes;
    this.#fewBytes = 0;
    if (bytes === 0) this.#pass();
  }

  /** What comes after a part that is only passed. */
  #pass(): void {
    if (this.#place === 'header') this.#await('block-header', BLOCK_HEADER_BYTES);
    else if (this.#place !== 'block') this.#await('magic', MAGIC_BYTES);
    else if (!this.#isLastBlock) this.#await('block-header', BLOCK_HEADER_BYTES);
    else if (this.#hasChecksum) this.#await('checksum', CHECKSUM_BYTES);
    else this.#await('magic', MAGIC_BYTES);
  }

  #readFew(): void {
    const [a = 0, b = 0, c = 0, d = 0] = this.#few;
    switch (this.#place) {
      case 'magic':
        if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) this.#await('descriptor', 1);
        else if ((a & 0xf0) === 0x50 && b === 0x2a && c === 0x4d && d === 0x18) {
          this.#await('skippable-size', MAGIC_BYTES);
        } else this.#isBroken = true;
        break;
      case 'skippable-size':
        this.#await('skippable', a + b * 2 ** 8 + c * 2 ** 16 + d * 2 ** 24);
        break;
      case 'descriptor':
        this.#readDescriptor(a);
        break;
      default:
        this.#readBlockHeader(a | (b << 8) | (c << 16));
    }
  }

  #readDescriptor(descriptor: number): void {
    const isSingleSegment = (descriptor & 0x20) !== 0;
    const sizeCode = descriptor >> 6;
    const contentSizeBytes =
      sizeCode === 0 && isSingleSegment ? 1 : (CONTENT_SIZE_BYTES[sizeCode] ?? 0);
    this.#hasChecksum = (descriptor & 0x04) !== 0;
    const windowBytes = isSingleSegment ? 0 : 1;
    this.#await('header', windowBytes + (DICTIONARY_BYTES[descriptor & 3] ?? 0) + contentSizeBytes);
  }

  #readBlockHeader(header: number): void {
    this.#isLastBlock = (header & 1) === 1;
    const type = (header >> 1) & 3;
    if (type === RESERVED) this.#isBroken = true;
    else this.#await('block', type === REPEATED ? 1 : header >> 3);
  }
}
