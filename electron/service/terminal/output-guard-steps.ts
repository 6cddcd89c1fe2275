import { isKeptControl } from './output-guard-scan.ts';

/**
 * Text byte by byte as a table: what to do by what has begun. A step says, from its lowest bit: whether the byte
 * is kept (1), how many bytes of a character that has begun are taken back (2, 4), whether a replacement takes
 * their place (8), and from the ninth bit on what has begun then.
 */
export const KEEP = 1;
const BACK = 2;
const REPLACE = 8;

/** Not for the table to say: an escape, a C1 code point, what may be a mark, two replacements at once. */
export const UNKNOWN = 0xffff;

/** What has begun: nothing, or a character by its first byte, which says what the next one may be. */
const NOTHING = 0;
const AFTER_C2 = 1;
const LATIN = 2;
const MARK_OF_TWO = 3;
const AFTER_E0 = 4;
const ANY_OF_THREE = 5;
const AFTER_ED = 6;
const WIDE_OF_THREE = 7;
const AFTER_F0 = 8;
const ANY_OF_FOUR = 9;
const AFTER_F4 = 10;
/** One byte is missing. */
const LAST_UNKNOWN = 11;
const LAST_WIDE = 12;
/** Two bytes are missing, and one. */
const THIRD_OF_FOUR = 13;
const FOURTH = 14;
const AFTER_E2 = 15;
const AFTER_E3 = 16;

/** By what has begun: how many bytes of it are there. */
export const PENDING = Uint8Array.of(0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 1, 1);

/** The lowest and highest byte that go on with a character, and what has begun then. */
type GoingOn = readonly [number, number, number];

const GOING_ON: ReadonlyMap<number, readonly GoingOn[]> = new Map<number, readonly GoingOn[]>([
  [AFTER_C2, [[0xa0, 0xbf, NOTHING]]],
  [LATIN, [[0x80, 0xbf, NOTHING]]],
  [AFTER_E0, [[0xa0, 0xbf, LAST_UNKNOWN]]],
  // Joiners and marks, then U+2100 to U+2CBF: arrows, frames, blocks, symbols.
  [
    AFTER_E2,
    [
      [0x80, 0x83, LAST_UNKNOWN],
      [0x84, 0xb2, LAST_WIDE],
      [0xb3, 0xbf, LAST_UNKNOWN],
    ],
  ],
  // Marks stand in U+3000 to U+303F and, for kana, in U+3080 to U+30BF.
  [
    AFTER_E3,
    [
      [0x80, 0x80, LAST_UNKNOWN],
      [0x81, 0x81, LAST_WIDE],
      [0x82, 0x82, LAST_UNKNOWN],
      [0x83, 0xbf, LAST_WIDE],
    ],
  ],
  [ANY_OF_THREE, [[0x80, 0xbf, LAST_UNKNOWN]]],
  [AFTER_ED, [[0x80, 0x9f, LAST_UNKNOWN]]],
  [WIDE_OF_THREE, [[0x80, 0xbf, LAST_WIDE]]],
  [LAST_WIDE, [[0x80, 0xbf, NOTHING]]],
  [AFTER_F0, [[0x90, 0xbf, THIRD_OF_FOUR]]],
  [ANY_OF_FOUR, [[0x80, 0xbf, THIRD_OF_FOUR]]],
  [AFTER_F4, [[0x80, 0x8f, THIRD_OF_FOUR]]],
  [THIRD_OF_FOUR, [[0x80, 0xbf, FOURTH]]],
]);

/** Of two bytes: U+00C0 to U+02FF, Greek, Cyrillic and Armenian letters, in blocks of 64 without a mark. */
const LATIN_FIRSTS: ReadonlySet<number> = new Set([
  0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xcb, 0xce, 0xcf, 0xd0, 0xd1, 0xd3, 0xd4, 0xd5,
]);

/** Of three bytes: U+4000 to U+9FFF, and Hangul from U+B000 to U+CFFF. */
const WIDE_FIRSTS: ReadonlySet<number> = new Set([0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xeb, 0xec]);

const FIRSTS: ReadonlyMap<number, number> = new Map([
  [0xc2, AFTER_C2],
  [0xe0, AFTER_E0],
  [0xe2, AFTER_E2],
  [0xe3, AFTER_E3],
  [0xed, AFTER_ED],
  [0xf0, AFTER_F0],
  [0xf4, AFTER_F4],
]);

/** By 256 times what has begun plus the byte. */
export const TEXT_STEPS = textSteps();

/** Whether a byte of ASCII is text, or a control that terminals act on. */
export function isKept(byte: number): boolean {
  return byte >= 0x20 ? byte < 0x7f : isKeptControl(byte);
}

function textSteps(): Uint16Array {
  const steps = new Uint16Array(PENDING.length * 256);
  for (const [begun, pending] of PENDING.entries()) {
    for (let byte = 0; byte < 256; byte += 1) {
      steps[begun * 256 + byte] = stepOf(begun, pending, byte);
    }
  }
  return steps;
}

function stepOf(begun: number, pending: number, byte: number): number {
  if (begun === NOTHING) return firstStep(byte);
  for (const [lowest, highest, next] of GOING_ON.get(begun) ?? []) {
    if (byte >= lowest && byte <= highest) return KEEP | (next << 8);
  }
  const first = firstStep(byte);
  // What has begun is no character; its replacement, and then the byte as if nothing had.
  const isOne = first !== UNKNOWN && (first & REPLACE) === 0 && !mayGoOn(begun, byte);
  return isOne ? first | REPLACE | (pending * BACK) : UNKNOWN;
}

/** Whether it may go on with this one after all, in a way that is not in the table. */
function mayGoOn(begun: number, byte: number): boolean {
  const isTail = byte >= 0x80 && byte <= 0xbf;
  return isTail && [AFTER_C2, MARK_OF_TWO, LAST_UNKNOWN, FOURTH].includes(begun);
}

function firstStep(byte: number): number {
  if (byte < 0x80) return byte === 0x1b ? UNKNOWN : isKept(byte) ? KEEP : 0;
  const begun = begunBy(byte);
  return begun === NOTHING ? REPLACE : KEEP | (begun << 8);
}

/** What a first byte begins. */
function begunBy(first: number): number {
  if (first < 0xc2 || first > 0xf4) return NOTHING;
  const own = FIRSTS.get(first);
  if (own !== undefined) return own;
  if (first < 0xe0) return LATIN_FIRSTS.has(first) ? LATIN : MARK_OF_TWO;
  if (first < 0xf0) return WIDE_FIRSTS.has(first) ? WIDE_OF_THREE : ANY_OF_THREE;
  return ANY_OF_FOUR;
}
