const MAGIC = Buffer.from('SQLite format 3\0');
const FILE_HEADER_BYTES = 100;

const LEAF = 13;
const INTERIOR = 5;
/** The lowest and the highest size of a page. */
const MIN_PAGE_BYTES = 512;
const MAX_PAGE_BYTES = 65_536;

/** The tables that are looked at have five at most. */
const MAX_COLUMNS = 16;

const TEXT_DECODER = new TextDecoder('utf-8');

/**
 * The last column of every row of a table, as bytes, straight from a SQLite file in memory: enough for a database
 * whose rows are a number and a blob. Nothing of the file is trusted: every page is visited once at most. Undefined
 * where it is no such file or has no such table. Source: SQLite's own description of its file format.
 */
export function blobsOfTable(file: Uint8Array, table: string): Iterable<Uint8Array> | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length < FILE_HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    return undefined;
  }
  const stated = bytes.readUInt16BE(16);
  const pageBytes = stated === 1 ? MAX_PAGE_BYTES : stated;
  if (pageBytes < MIN_PAGE_BYTES || (pageBytes & (pageBytes - 1)) !== 0) return undefined;
  const reader = new SqliteReader(bytes, pageBytes);
  for (const record of reader.records(1)) {
    // The master table: type, name, table's name, first page, and the statement that made it.
    const [type, name, , page] = columnsOf(record);
    if (textOf(type) === 'table' && textOf(name) === table)
      return lastColumns(reader, numberOf(page));
  }
  return undefined;
}

function* lastColumns(reader: SqliteReader, page: number): Generator<Uint8Array> {
  for (const record of reader.records(page)) {
    const last = columnsOf(record).at(-1);
    if (last !== undefined) yield last;
  }
}

class SqliteReader {
  readonly #bytes: Buffer;
  readonly #pageBytes: number;
  readonly #usableBytes: number;

  constructor(bytes: Buffer, pageBytes: number) {
    this.#bytes = bytes;
    this.#pageBytes = pageBytes;
    this.#usableBytes = pageBytes - (bytes[20] ?? 0);
  }

  /** Every record of the table that begins at this page. */
  *records(root: number): Generator<Uint8Array> {
    const seen = new Set<number>();
    const stack = [root];
    for (let number = stack.pop(); number !== undefined; number = stack.pop()) {
      const page = this.#page(number);
      if (page === undefined || seen.has(number)) continue;
      seen.add(number);
      const headerAt = number === 1 ? FILE_HEADER_BYTES : 0;
      const type = page[headerAt];
      if (type !== LEAF && type !== INTERIOR) continue;
      const cells = cellsOf(page, headerAt, type === LEAF ? 8 : 12);
      if (type === LEAF) {
        for (const at of cells) {
          const record = this.#record(page, at, seen);
          if (record !== undefined) yield record;
        }
      } else {
        stack.push(page.readUInt32BE(headerAt + 8));
        for (const at of cells.toReversed())
          if (at + 4 <= page.length) stack.push(page.readUInt32BE(at));
      }
    }
  }

  #page(number: number): Buffer | undefined {
    const at = (number - 1) * this.#pageBytes;
    if (number < 1 || at + this.#pageBytes > this.#bytes.length) return undefined;
    return this.#bytes.subarray(at, at + this.#pageBytes);
  }

  /** A record's bytes, with what lies on pages of its own because it is long. */
  #record(page: Buffer, at: number, seen: Set<number>): Uint8Array | undefined {
    const size = readVarint(page, at);
    const row = readVarint(page, size.next);
    const length = size.value;
    if (length > this.#bytes.length) return undefined;
    const localBytes = this.#localBytes(length);
    const local = page.subarray(row.next, row.next + localBytes);
    if (localBytes === length) return local.length === length ? local : undefined;
    const parts: Buffer[] = [local];
    let restBytes = length - local.length;
    const nextAt = row.next + localBytes;
    let next = nextAt + 4 <= page.length ? page.readUInt32BE(nextAt) : 0;
    while (next !== 0 && restBytes > 0) {
      const overflow = this.#page(next);
      if (overflow === undefined || seen.has(next)) return undefined;
      seen.add(next);
      const part = overflow.subarray(4, Math.min(this.#usableBytes, 4 + restBytes));
      parts.push(part);
      restBytes -= part.length;
      next = overflow.readUInt32BE(0);
    }
    return restBytes === 0 ? Buffer.concat(parts) : undefined;
  }

  /** How much of a record of this length its own page holds. */
  #localBytes(length: number): number {
    const usable = this.#usableBytes;
    if (length <= usable - 35) return length;
    const least = Math.floor(((usable - 12) * 32) / 255) - 23;
    const fitting = least + ((length - least) % (usable - 4));
    return fitting <= usable - 35 ? fitting : least;
  }
}

function cellsOf(page: Buffer, headerAt: number, headerBytes: number): number[] {
  const count = page.readUInt16BE(headerAt + 3);
  const cells: number[] = [];
  for (let index = 0; index < count; index++) {
    const at = headerAt + headerBytes + index * 2;
    if (at + 2 > page.length) break;
    cells.push(page.readUInt16BE(at));
  }
  return cells;
}

/** The columns of a record, each as its bytes. */
function columnsOf(record: Uint8Array): Uint8Array[] {
  const head = readVarint(record, 0);
  const headEnd = Math.min(head.value, record.length);
  const columns: Uint8Array[] = [];
  let bodyAt = headEnd;
  for (let at = head.next; at < headEnd && columns.length < MAX_COLUMNS;) {
    const { value, next } = readVarint(record, at);
    const length = columnBytes(value);
    columns.push(record.subarray(bodyAt, bodyAt + length));
    bodyAt += length;
    at = next;
  }
  return columns;
}

const NUMBER_BYTES = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0] as const;

function columnBytes(type: number): number {
  return type < 12 ? (NUMBER_BYTES[type] ?? 0) : Math.floor((type - 12) / 2);
}

function textOf(column: Uint8Array | undefined): string {
  return column === undefined ? '' : TEXT_DECODER.decode(column);
}

function numberOf(column: Uint8Array | undefined): number {
  let value = 0;
  for (const byte of column ?? []) value = value * 256 + byte;
  return Number.isSafeInteger(value) ? value : 0;
}

/** A number of one to nine bytes; always moves on. */
function readVarint(
  bytes: Uint8Array,
  start: number,
): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[start + index] ?? 0;
    if (index === 8) return { value: value * 256 + byte, next: start + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, next: start + index + 1 };
  }
  return { value, next: start + 9 };
}
