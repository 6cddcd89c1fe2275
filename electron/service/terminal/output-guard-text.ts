import type { GrowingBytes } from './output-guard-bytes.ts';
import { MAX_MARKS, type CellContent } from './output-guard-cell.ts';
import {
  isKept,
  KEEP,
  MARK,
  PENDING,
  REPLACE_TWO,
  STATE_BITS,
  TEXT_STEPS,
  UNKNOWN,
  WHAT_TO_DO,
} from './output-guard-steps.ts';
import {
  CUT,
  NONE,
  readCharacter,
  REPLACEMENT,
  REPLACEMENT_BYTES,
  sizeOfCharacter,
} from './output-guard-utf8.ts';

const ESC = 0x1b;

/** C1 code points lie below; they are no text. */
const FIRST_TEXT = 0xa0;

/** Where the text ends that passes as it is: at a control, at what is no character, or not all of one. */
export function endOfText(bytes: Uint8Array, from: number, cell: CellContent): number {
  let at = from;
  for (;;) {
    if (cell.isPlain) at = endOfKept(bytes, at);
    if (at === bytes.byteLength) return at;
    const first = bytes[at] ?? 0;
    if (first < 0x80) {
      if (!isKept(first)) return at;
      if (first >= 0x20) cell.begin();
      at += 1;
      continue;
    }
    const codePoint = readCharacter(bytes, at);
    if (codePoint < FIRST_TEXT || !cell.takes(codePoint)) return at;
    at += sizeOfCharacter(codePoint);
  }
}

/** Where the table has something else to do than to keep. */
function endOfKept(bytes: Uint8Array, from: number): number {
  const end = bytes.byteLength;
  let state = 0;
  let at = from;
  for (; at < end; at += 1) {
    const step = TEXT_STEPS[state | (bytes[at] ?? 0)] ?? 0;
    if ((step & WHAT_TO_DO) !== KEEP) break;
    state = step & STATE_BITS;
  }
  return at - (PENDING[state >> 8] ?? 0);
}

/**
 * Copies text with replacements for what is no character, and without the controls that are not kept, and escapes of
 * one letter. Ends before other escapes, a C1 code point and a character that is not all there.
 */
export function copyText(
  bytes: Uint8Array,
  from: number,
  to: GrowingBytes,
  cell: CellContent,
): number {
  let at = from;
  for (;;) {
    if (cell.isPlain) at = copyPlain(bytes, at, to, cell);
    const next = copyOne(bytes, at, to, cell);
    if (next === at) return at;
    at = next;
  }
}

/** Copies what follows the table, up to where it does not say what to do. */
function copyPlain(bytes: Uint8Array, from: number, to: GrowingBytes, cell: CellContent): number {
  const end = bytes.byteLength;
  // Of this function, or they are looked up for every byte.
  const steps = TEXT_STEPS;
  const stateBits = STATE_BITS;
  const replacement = REPLACEMENT_BYTES;
  const firstSpecial = REPLACE_TWO;
  // A replacement has three bytes, for one of these; and what is written ahead is written over.
  const output = to.reserveWords((end - from) * 3 + 8);
  let length = to.length;
  let marks = 0;
  let markEnd = length;
  let state = 0;
  let at = from;
  for (;;) {
    let step = 0;
    for (; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      step = steps[state | byte] ?? 0;
      if (step >= firstSpecial) break;
      // All of it for every byte, as no processor can guess which part is needed; `<<` takes five bits of the step.
      length = (length - (step >> 13)) | 0;
      output.setUint32(length, (byte << step) | (replacement & ((step << 27) >> 31)), true);
      length = (length + ((step >> 5) & 7)) | 0;
      state = step & stateBits;
    }
    if (at === end || step === UNKNOWN) break;
    if (step === MARK) {
      const before = beginsCell(output, markEnd, length - 1) ? 0 : marks;
      marks = Math.min(before + 1, MAX_MARKS);
      output.setUint8(length, bytes[at] ?? 0);
      length += before < MAX_MARKS ? 1 : -1;
      markEnd = length;
    } else {
      length -= (step >> 13) & 3;
      output.setUint32(length, replacement, true);
      output.setUint32(length + 3, replacement, true);
      length += 6;
    }
    state = 0;
    at += 1;
  }
  const begun = PENDING[state >> 8] ?? 0;
  length -= begun;
  to.grow(length);
  if (marks > 0 && !beginsCell(output, markEnd, length)) cell.hold(marks);
  return at - begun;
}

/** Whether there is a character in a part of what was copied that has no mark. */
function beginsCell(output: DataView, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = output.getUint8(at);
    // What follows is the end of its sequence.
    if (byte === ESC) at += 1;
    else if (byte >= 0x20) return true;
  }
  return false;
}

/** Copies one character, or drops it or a control; 0 bytes of what is no text, or not all there. */
function copyOne(bytes: Uint8Array, at: number, to: GrowingBytes, cell: CellContent): number {
  if (at === bytes.byteLength) return at;
  const first = bytes[at] ?? 0;
  if (first < 0x80) {
    if (first === ESC) return at;
    if (first >= 0x20 && first < 0x7f) cell.begin();
    if (isKept(first)) to.appendByte(first);
    return at + 1;
  }
  const codePoint = readCharacter(bytes, at);
  if (codePoint < FIRST_TEXT) {
    if (codePoint >= CUT) return at;
    if (cell.takes(REPLACEMENT)) to.appendCodePoint(REPLACEMENT);
    return at + NONE - codePoint;
  }
  const next = at + sizeOfCharacter(codePoint);
  if (cell.takes(codePoint)) to.append(bytes, at, next);
  return next;
}
