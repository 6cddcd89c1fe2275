import { characterWidth } from '../../../shared/value/character-width.ts';
import { isKeptControl } from './output-guard-scan.ts';

/**
 * Text byte by byte as a table: what to do by what has begun. Of the bits of a step, which lie as they are used:
 * - 0 to 4 by how many bits the byte is moved up for a replacement before it (24 or none),
 * - 5 to 7 by how many bytes the output grows (4 with a replacement and the byte),
 * - 8 to 12 what has begun then,
 * - 13 and 14 how many bytes of what has begun are taken back before.
 */
const GROW = 1 << 5;
const TAKE_BACK = 1 << 13;
const REPLACE = 24 | (3 * GROW);

/** The byte is kept, after what is there. */
export const KEEP = GROW;

/** The bits that say what has begun, and all others. */
export const STATE_BITS = 0x1f00;
export const WHAT_TO_DO = 0xe0ff;

/** Two replacements take the place of what is taken back and of the byte; nothing has begun then. */
export const REPLACE_TWO = 0x8000;

/** With the byte what has begun is a mark, of two bytes. */
export const MARK = 0xfffe;

/** Not for the table to say: most sequences, a C1 code point, and what may be a longer mark. */
export const UNKNOWN = 0xffff;

/** What has begun: nothing, or a character by its first byte, which says what the next one may be. */
const NOTHING = 0;
const AFTER_C2 = 1;
const LATIN = 2;
/** An escape: with a letter or a digit it is a whole sequence. */
const ESCAPED = 3;
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
/** From here on by the first byte of two, of blocks of 64 in which there may be marks. */
const MIXED = 17;

/** Combining marks, Hebrew, Arabic, Syriac, Thaana and N'Ko, and one block of Cyrillic. */
const MIXED_FIRSTS = [
  0xcc, 0xcd, 0xd2, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf,
] as const;

const SHARED_PENDING = [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 1, 1] as const;

/** By what has begun: how many bytes of it are there. */
export const PENDING = Uint8Array.from([...SHARED_PENDING, ...MIXED_FIRSTS.map(() => 1)]);

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
  // The rest of two bytes is U+00C0 to U+02FF, Greek, Cyrillic and Armenian letters, without a mark.
  ...MIXED_FIRSTS.map((first, index) => [first, MIXED + index] as const),
]);

const CAN = 0x18;
const SUB = 0x1a;
const ESC = 0x1b;
const STRING_END = 0x5c;

/** What with an escape begins a longer sequence or a string. */
const INTRODUCERS: ReadonlySet<number> = new Set([0x50, 0x58, 0x5b, 0x5d, 0x5e, 0x5f]);

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
  if (begun === ESCAPED) return escapedStep(byte);
  const next = goingOn(begun, byte);
  if (next !== undefined) return next;
  const first = firstStep(byte);
  // What has begun is no character; its replacement, and then the byte as if nothing had.
  return (first === REPLACE ? REPLACE_TWO : REPLACE + first) | (pending * TAKE_BACK);
}

/** What a byte that may go on with a character makes of it; undefined for every other. */
function goingOn(begun: number, byte: number): number | undefined {
  for (const [lowest, highest, next] of GOING_ON.get(begun) ?? []) {
    if (byte >= lowest && byte <= highest) return KEEP | (next << 8);
  }
  if (!isTail(byte)) return undefined;
  if (begun >= MIXED) {
    const codePoint = (((MIXED_FIRSTS[begun - MIXED] ?? 0) & 0x1f) << 6) | (byte & 0x3f);
    return characterWidth(codePoint) === 0 ? MARK : KEEP;
  }
  // It goes on with this one after all, in a way that is not in the table.
  return [AFTER_C2, LAST_UNKNOWN, FOURTH].includes(begun) ? UNKNOWN : undefined;
}

/** Escapes that end here; one before what is no part of a sequence is taken back. */
function escapedStep(byte: number): number {
  if (byte >= 0x80 || byte === ESC || byte === CAN || byte === SUB)
    return TAKE_BACK | firstStep(byte);
  if (byte === STRING_END) return TAKE_BACK;
  return byte >= 0x30 && byte < 0x7f && !INTRODUCERS.has(byte) ? KEEP : UNKNOWN;
}

function firstStep(byte: number): number {
  if (byte === ESC) return KEEP | (ESCAPED << 8);
  if (byte < 0x80) return isKept(byte) ? KEEP : 0;
  const begun = begunBy(byte);
  return begun === NOTHING ? REPLACE : KEEP | (begun << 8);
}

/** What a first byte begins. */
function begunBy(first: number): number {
  if (first < 0xc2 || first > 0xf4) return NOTHING;
  const own = FIRSTS.get(first);
  if (own !== undefined) return own;
  if (first < 0xe0) return LATIN;
  if (first < 0xf0) return WIDE_FIRSTS.has(first) ? WIDE_OF_THREE : ANY_OF_THREE;
  return ANY_OF_FOUR;
}

function isTail(byte: number): boolean {
  return byte >= 0x80 && byte <= 0xbf;
}
