import { expect, test } from 'vitest';
import { characterWidth } from '../../../shared/value/character-width.ts';
import {
  KEEP,
  PENDING,
  STATE_BITS,
  TEXT_STEPS,
  UNKNOWN,
  WHAT_TO_DO,
} from './output-guard-steps.ts';

/** Whether the table keeps all of these bytes. */
function walk(bytes: Uint8Array): boolean {
  let state = 0;
  for (const byte of bytes) {
    const step = TEXT_STEPS[state | byte] ?? UNKNOWN;
    if ((step & WHAT_TO_DO) !== KEEP) return false;
    state = step & STATE_BITS;
  }
  return PENDING[state >> 8] === 0;
}

test('what the table keeps begins a cell of its own, whatever character it is', () => {
  const encoder = new TextEncoder();
  let keptCount = 0;
  for (let codePoint = 0x300; codePoint < 0x1_0000; codePoint += 1) {
    if (codePoint >= 0xd800 && codePoint < 0xe000) continue;
    if (!walk(encoder.encode(String.fromCodePoint(codePoint)))) continue;
    keptCount += 1;
    expect(characterWidth(codePoint), codePoint.toString(16)).toBeGreaterThan(0);
  }
  // Most of the plane: CJK, Hangul, Latin, Greek, Cyrillic, kana, arrows and frames.
  expect(keptCount).toBeGreaterThan(38_000);
});
