/** Before this one nothing stacks: the first of the combining marks. */
export const FIRST_COMBINING = 0x300;

/** Joins the characters at both of its sides into one, for example a family of four. */
export const ZERO_WIDTH_JOINER = 0x200d;

/** Those by name have got a width in later versions of Unicode than emulators know. */
const MARK_OR_FORMAT = /^[\p{Mn}\p{Me}\p{Cf}\u06DE\u1734\u302E\u302F\u{1171E}]$/u;

/** Planes with scripts and emoji; behind them only the tags of plane 14 have no width. */
const KNOWN_CODE_POINTS = 0x2_0000;
const WIDE = 1;
const ZERO = 2;

/** By code point, 0 until it is met: asking the engine's own tables takes 100 times as long. */
const known = new Uint8Array(KNOWN_CODE_POINTS);

/** Whether a code point goes into the cell of the one before it: combining marks, joiners, selectors, tags. */
export function isZeroWidth(codePoint: number): boolean {
  if (codePoint >= KNOWN_CODE_POINTS) return codePoint >= 0xe_0000 && codePoint <= 0xe_0fff;
  if (known[codePoint] === 0) {
    const isMark = MARK_OR_FORMAT.test(String.fromCodePoint(codePoint));
    known[codePoint] = isMark || isTrailingJamo(codePoint) ? ZERO : WIDE;
  }
  return known[codePoint] === ZERO;
}

/** Vowels and final consonants of Hangul syllables that are written letter by letter. */
function isTrailingJamo(codePoint: number): boolean {
  return (
    (codePoint >= 0x1160 && codePoint <= 0x11ff) || (codePoint >= 0xd7b0 && codePoint <= 0xd7ff)
  );
}
