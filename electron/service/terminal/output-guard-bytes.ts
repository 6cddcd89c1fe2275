const FIRST_CAPACITY_BYTES = 256;

/** Below this a loop is quicker than a view and a copy. */
const SHORT_BYTES = 24;

/** Bytes that are put together one piece after another, in a buffer that grows and is used again. */
export class GrowingBytes {
  readonly #keptBytes: number;
  #buffer: Uint8Array = new Uint8Array(FIRST_CAPACITY_BYTES);
  #words = new DataView(this.#buffer.buffer);
  #length = 0;

  /** Above `keptBytes` the buffer is given back when it is emptied. */
  constructor(keptBytes: number) {
    this.#keptBytes = keptBytes;
  }

  get length(): number {
    return this.#length;
  }

  /** What holds it, and more behind its end; good until the next change. */
  get buffer(): Uint8Array {
    return this.#buffer;
  }

  /** What is there, as a view that is good until the next change. */
  get view(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
    if (this.#buffer.byteLength > this.#keptBytes) {
      this.#hold(new Uint8Array(FIRST_CAPACITY_BYTES));
    }
  }

  /** Room for so many bytes more: what holds it, to be written from `length` on. */
  reserve(bytes: number): Uint8Array {
    this.#reserve(bytes);
    return this.#buffer;
  }

  /** The same room, for what is written some bytes at once. */
  reserveWords(bytes: number): DataView {
    this.#reserve(bytes);
    return this.#words;
  }

  /** What was written into the room is part of it now, up to here. */
  grow(length: number): void {
    this.#length = length;
  }

  append(bytes: Uint8Array, from = 0, to = bytes.byteLength): void {
    this.#reserve(to - from);
    if (to - from > SHORT_BYTES) {
      this.#buffer.set(bytes.subarray(from, to), this.#length);
      this.#length += to - from;
      return;
    }
    for (let at = from; at < to; at += 1) this.#put(bytes[at] ?? 0);
  }

  appendByte(byte: number): void {
    this.#reserve(1);
    this.#put(byte);
  }

  /** Appends text that is ASCII. */
  appendAscii(text: string): void {
    for (let at = 0; at < text.length; at += 1) this.appendByte(text.charCodeAt(at));
  }

  /** Appends a code point as UTF-8. */
  appendCodePoint(codePoint: number): void {
    this.#reserve(4);
    if (codePoint < 0x80) {
      this.#put(codePoint);
    } else if (codePoint < 0x800) {
      this.#put(0xc0 | (codePoint >> 6));
      this.#putTail(codePoint);
    } else if (codePoint < 0x1_0000) {
      this.#put(0xe0 | (codePoint >> 12));
      this.#putTail(codePoint >> 6);
      this.#putTail(codePoint);
    } else {
      this.#put(0xf0 | (codePoint >> 18));
      this.#putTail(codePoint >> 12);
      this.#putTail(codePoint >> 6);
      this.#putTail(codePoint);
    }
  }

  #putTail(bits: number): void {
    this.#put(0x80 | (bits & 0x3f));
  }

  #put(byte: number): void {
    this.#buffer[this.#length] = byte;
    this.#length += 1;
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#buffer.byteLength) return;
    const larger = new Uint8Array(Math.max(needed, this.#buffer.byteLength * 2));
    larger.set(this.view);
    this.#hold(larger);
  }

  #hold(buffer: Uint8Array): void {
    this.#buffer = buffer;
    this.#words = new DataView(buffer.buffer);
  }
}
