/** Every header, and every file's last part, fills whole blocks. */
export const BLOCK_BYTES = 512;

/** Where a header's fields lie, from its first byte. Source: POSIX.1-2017 `pax`, and GNU tar's manual. */
export const FIELD = {
  name: 0,
  nameBytes: 100,
  mode: 100,
  uid: 108,
  gid: 116,
  idBytes: 8,
  size: 124,
  modified: 136,
  longNumberBytes: 12,
  checksum: 148,
  checksumBytes: 8,
  type: 156,
  link: 157,
  linkBytes: 100,
  magic: 257,
  prefix: 345,
  prefixBytes: 155,
  /** Of a sparse file as GNU tar wrote it once: whether its list of parts goes on in the next block. */
  sparseGoesOn: 482,
  sparseRealSize: 483,
  /** The same in a block that goes on with the list. */
  sparseBlockGoesOn: 504,
} as const;

const SPACE = 0x20;
const ZERO = 0x30;
const SEVEN = 0x37;

/** Whether the block at this place holds zeros only. */
export function isEmptyBlock(bytes: Uint8Array, at: number): boolean {
  for (let index = at; index < at + BLOCK_BYTES; index++) if (bytes[index] !== 0) return false;
  return true;
}

/** Whether the sum that a header states is the sum of its bytes; some writers summed them with signs. */
export function isChecksumRight(bytes: Uint8Array, at: number): boolean {
  const stated = readNumber(bytes, at + FIELD.checksum, FIELD.checksumBytes);
  // The sum's own field counts as spaces.
  let sum = sumOf(bytes, at) + FIELD.checksumBytes * SPACE;
  for (let index = at + FIELD.checksum; index < at + FIELD.type; index++) sum -= bytes[index] ?? 0;
  return stated === sum || stated === sum - 256 * highCount(bytes, at);
}

/** Four bytes at once where they lie so that it can be done: this is half the work of reading a header. */
function sumOf(bytes: Uint8Array, at: number): number {
  const start = bytes.byteOffset + at;
  if (start % 4 !== 0) return slowSumOf(bytes, at);
  const words = new Int32Array(bytes.buffer, start, BLOCK_BYTES / 4);
  // Two sums of 16 bits in each: 128 times 255 fits.
  let even = 0;
  let odd = 0;
  for (let index = 0; index < BLOCK_BYTES / 4; index++) {
    const word = words[index] ?? 0;
    even = (even + (word & 0x00ff00ff)) | 0;
    odd = (odd + ((word >>> 8) & 0x00ff00ff)) | 0;
  }
  return (even & 0xffff) + (even >>> 16) + (odd & 0xffff) + (odd >>> 16);
}

function slowSumOf(bytes: Uint8Array, at: number): number {
  let sum = 0;
  for (let index = at; index < at + BLOCK_BYTES; index++) sum += bytes[index] ?? 0;
  return sum;
}

/** Bytes with the first bit set, the sum's own field aside. */
function highCount(bytes: Uint8Array, at: number): number {
  let count = 0;
  for (let index = at; index < at + BLOCK_BYTES; index++) {
    const isOwnField = index >= at + FIELD.checksum && index < at + FIELD.type;
    if (!isOwnField) count += (bytes[index] ?? 0) >> 7;
  }
  return count;
}

/** A number of a header, octal or (first bit set) binary; `NaN` for what is neither, 0 for an empty field. */
export function readNumber(bytes: Uint8Array, at: number, length: number): number {
  const first = bytes[at] ?? 0;
  if ((first & 0x80) !== 0) return readBinary(bytes, at, length);
  let index = at;
  const end = at + length;
  while (index < end && isBlank(bytes[index])) index += 1;
  let value = 0;
  for (; index < end; index++) {
    const byte = bytes[index] ?? 0;
    if (byte < ZERO || byte > SEVEN) break;
    value = value * 8 + (byte - ZERO);
  }
  for (; index < end; index++) if (!isBlank(bytes[index])) return Number.NaN;
  return value;
}

/** Two's complement with the highest byte first; the very first bit only says that it is binary. */
function readBinary(bytes: Uint8Array, at: number, length: number): number {
  const first = bytes[at] ?? 0;
  const isNegative = (first & 0x40) !== 0;
  let value = isNegative ? (first & 0x7f) - 0x80 : first & 0x7f;
  for (let index = at + 1; index < at + length; index++) value = value * 256 + (bytes[index] ?? 0);
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === 0;
}

/** Length of a text that ends with its field or with a zero byte. */
export function textLength(bytes: Uint8Array, at: number, fieldBytes: number): number {
  let length = 0;
  while (length < fieldBytes && bytes[at + length] !== 0) length += 1;
  return length;
}
