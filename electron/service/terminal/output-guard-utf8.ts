/** Stands for bytes that are no character. */
export const REPLACEMENT = 0xfffd;

/** The same as UTF-8, the first byte lowest. */
export const REPLACEMENT_BYTES = 0xbd_bfef;

/** Reads UTF-8 byte by byte, over the ends of pieces; every longest part that cannot be right is one replacement. */
export class Utf8Reader {
  readonly #take: (codePoint: number) => void;
  #codePoint = 0;
  #missing = 0;
  #lowest = 0x80;
  #highest = 0xbf;

  constructor(take: (codePoint: number) => void) {
    this.#take = take;
  }

  /** Whether it is between two characters. */
  get isIdle(): boolean {
    return this.#missing === 0;
  }

  read(byte: number): void {
    if (this.#missing === 0) {
      this.#begin(byte);
      return;
    }
    if (byte < this.#lowest || byte > this.#highest) {
      this.#missing = 0;
      this.#take(REPLACEMENT);
      this.#begin(byte);
      return;
    }
    this.#lowest = 0x80;
    this.#highest = 0xbf;
    this.#codePoint = (this.#codePoint << 6) | (byte & 0x3f);
    this.#missing -= 1;
    if (this.#missing === 0) this.#take(this.#codePoint);
  }

  #begin(byte: number): void {
    this.#lowest = 0x80;
    this.#highest = 0xbf;
    if (byte < 0x80) {
      this.#take(byte);
    } else if (byte < 0xc2 || byte > 0xf4) {
      this.#take(REPLACEMENT);
    } else if (byte < 0xe0) {
      this.#expect(1, byte & 0x1f);
    } else if (byte < 0xf0) {
      // Neither longer than needed, nor one half of a pair of UTF-16.
      if (byte === 0xe0) this.#lowest = 0xa0;
      if (byte === 0xed) this.#highest = 0x9f;
      this.#expect(2, byte & 0x0f);
    } else {
      if (byte === 0xf0) this.#lowest = 0x90;
      if (byte === 0xf4) this.#highest = 0x8f;
      this.#expect(3, byte & 0x07);
    }
  }

  #expect(missing: number, bits: number): void {
    this.#missing = missing;
    this.#codePoint = bits;
  }
}

/** Not all of a character is there, and what is there may be one. */
export const CUT = -1;

/** Here is no character; as many bytes less than this as its longest part that could be one has. */
export const NONE = -2;

/** By first byte: how many bytes a character has; 0 for what begins none. */
const SIZES = new Uint8Array(256).map((_, first) => {
  if (first < 0xc2 || first > 0xf4) return first < 0x80 ? 1 : 0;
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
});
/** By first byte: what the second one may be. Neither longer than needed, nor half of a pair, nor too large. */
const LOWEST_SECOND = new Uint8Array(256).fill(0x80);
const HIGHEST_SECOND = new Uint8Array(256).fill(0xbf);
LOWEST_SECOND[0xe0] = 0xa0;
HIGHEST_SECOND[0xed] = 0x9f;
LOWEST_SECOND[0xf0] = 0x90;
HIGHEST_SECOND[0xf4] = 0x8f;

/** The character at this place; `CUT`, or `NONE` less the size of what is none. */
export function readCharacter(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const size = SIZES[first] ?? 0;
  if (size < 2) return size === 1 ? first : NONE - 1;
  if (at + 1 >= bytes.byteLength) return CUT;
  const second = bytes[at + 1] ?? 0;
  if (second < (LOWEST_SECOND[first] ?? 0) || second > (HIGHEST_SECOND[first] ?? 0))
    return NONE - 1;
  if (size === 2) return ((first & 0x1f) << 6) | (second & 0x3f);
  return readLonger(bytes, at, size);
}

/** The same for three bytes and four, of which the first two are good. */
function readLonger(bytes: Uint8Array, at: number, size: number): number {
  const end = bytes.byteLength;
  if (at + 2 >= end) return CUT;
  const first = bytes[at] ?? 0;
  const third = bytes[at + 2] ?? 0;
  if (!isTail(third)) return NONE - 2;
  const middle = (((bytes[at + 1] ?? 0) & 0x3f) << 6) | (third & 0x3f);
  if (size === 3) return ((first & 0x0f) << 12) | middle;
  if (at + 3 >= end) return CUT;
  const fourth = bytes[at + 3] ?? 0;
  return isTail(fourth) ? ((first & 0x07) << 18) | (middle << 6) | (fourth & 0x3f) : NONE - 3;
}

/** How many bytes a character takes. */
export function sizeOfCharacter(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x1_0000 ? 3 : 4;
}

function isTail(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
