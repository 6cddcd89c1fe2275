/** Stands for bytes that are no character. */
export const REPLACEMENT = 0xfffd;

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

/** The character at this place, or -1 where there is none, or not all of it. */
export function characterAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  if (!isTail(second)) return -1;
  if (first < 0xe0) return first < 0xc2 ? -1 : ((first & 0x1f) << 6) | (second & 0x3f);
  const third = bytes[at + 2] ?? 0;
  if (!isTail(third)) return -1;
  const lower = ((second & 0x3f) << 6) | (third & 0x3f);
  if (first >= 0xf0) return longestAt(bytes, at, lower);
  const codePoint = ((first & 0x0f) << 12) | lower;
  return codePoint < 0x800 || (codePoint >= 0xd800 && codePoint <= 0xdfff) ? -1 : codePoint;
}

function longestAt(bytes: Uint8Array, at: number, middle: number): number {
  const first = bytes[at] ?? 0;
  const fourth = bytes[at + 3] ?? 0;
  if (first > 0xf4 || !isTail(fourth)) return -1;
  const codePoint = ((first & 0x07) << 18) | (middle << 6) | (fourth & 0x3f);
  return codePoint < 0x1_0000 || codePoint > 0x10_ffff ? -1 : codePoint;
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
