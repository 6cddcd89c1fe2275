import type { TerminalSize } from '../../../shared/contract/terminal.ts';

/** The bytes of a control sequence between its introducer and its final byte: numbers, then intermediates. */
export interface CsiBody {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** What becomes of a control sequence: passes as it is, is dropped, or passes with this as its first count. */
export type CsiVerdict = 'pass' | 'drop' | number;

/** Above every count that a program means; longer numbers are no different. */
const MAX_COUNT = 1_000_000_000;

/** Whose count is measured by what. */
const BY_ROWS = 1;
const BY_COLUMNS = 2;
const BY_BOTH = 3;
const NEVER = 4;

/**
 * By final byte, with no intermediate. Lines and cells that are moved, inserted or deleted: more than
 * the screen has does the same as all it has, but emulators run a loop as often as they are told, and
 * 2,147,483,647 lines take minutes. Repetition (`b`) of more than that is no drawing any more. Reports
 * about the window and changes of its size (`t`) are nothing that a container's program may ask for.
 */
const MEASURES = new Uint8Array(0x80);
for (const final of 'LMST') MEASURES[final.charCodeAt(0)] = BY_ROWS;
for (const final of '@IPXZ') MEASURES[final.charCodeAt(0)] = BY_COLUMNS;
MEASURES[0x62] = BY_BOTH;
MEASURES[0x74] = NEVER;

/** Columns that are moved (space and `@`, `A`), inserted and deleted (apostrophe and `}`, `~`). */
const COLUMN_MOVES: ReadonlySet<string> = new Set([' @', ' A', "'}", "'~"]);

/** Judges a control sequence by its final byte and its body. */
export function judgeCsi(body: CsiBody, final: number, size: TerminalSize): CsiVerdict {
  const measure = measureOf(body, final);
  if (measure === 0) return 'pass';
  if (measure === NEVER) return 'drop';
  const most =
    measure === BY_ROWS
      ? size.rows
      : measure === BY_COLUMNS
        ? size.columns
        : Math.max(size.columns, size.rows);
  if (firstCount(body) <= most) return 'pass';
  return measure === BY_BOTH ? 'drop' : most;
}

/** Where the first count ends: at a separator, an intermediate, or the end. */
export function endOfFirstCount({ bytes, from, to }: CsiBody): number {
  let at = from;
  while (at < to && isDigit(bytes[at] ?? 0)) at += 1;
  return at;
}

function measureOf({ bytes, from, to }: CsiBody, final: number): number {
  const last = to > from ? (bytes[to - 1] ?? 0) : 0x30;
  if (last < 0x30) {
    const key = String.fromCharCode(last, final);
    return COLUMN_MOVES.has(key) ? BY_COLUMNS : 0;
  }
  return MEASURES[final] ?? 0;
}

/** 0 where none is given, and for private sequences: their first byte is no digit, and they move nothing. */
function firstCount(body: CsiBody): number {
  const end = endOfFirstCount(body);
  let count = 0;
  for (let at = body.from; at < end; at += 1) {
    count = Math.min(count * 10 + (body.bytes[at] ?? 0) - 0x30, MAX_COUNT);
  }
  return count;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
