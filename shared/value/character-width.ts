/**
 * Marks, joiners, selectors and what else is written into the cell before it. Left out are the signs that stand
 * over the numbers behind them, which have a place of their own, and a vowel sign of Hanunoo with one.
 */
const NO_WIDTH =
  /^(?![\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u1734\u{110BD}\u{110CD}])[\p{Mn}\p{Me}\p{Cf}]$/u;

/** Vowels and final consonants of Hangul syllables that are written letter by letter. */
const TRAILING_JAMO = /^[\u1160-\u11FF\uD7B0-\uD7FF]$/u;

/** Coloured pictures, but for the letters of flags; scripts of East Asia, their signs, and forms of full width. */
const WIDE =
  /^(?:(?!\p{Regional_Indicator})\p{Emoji_Presentation}|[\u1100-\u115F\u2329\u232A\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18D7F}\u{1AFF0}-\u{1B2FF}\u{1F200}-\u{1F2FF}])$/u;

/** Before this one all are narrow: the first of the combining marks. */
const FIRST_OTHER = 0x300;
/** Planes with scripts and pictures; behind them are two of ideographs, then little but tags. */
const KNOWN_CODE_POINTS = 0x2_0000;
const LAST_IDEOGRAPH = 0x3_fffd;

/** By code point its width and one, 0 until it is met: asking the engine's own tables takes 100 times as long. */
const known = new Uint8Array(KNOWN_CODE_POINTS);

/**
 * How many cells a printable character takes, as C libraries tell the programs that run in a terminal. What several
 * make together, a flag or a family, is as wide as all of them: who asks a C library finds its cursor by that.
 */
export function characterWidth(codePoint: number): 0 | 1 | 2 {
  if (codePoint < FIRST_OTHER) return 1;
  if (codePoint >= KNOWN_CODE_POINTS) {
    return codePoint <= LAST_IDEOGRAPH ? 2 : measure(codePoint);
  }
  const width = known[codePoint];
  if (width === 1) return 0;
  if (width === 2) return 1;
  if (width === 3) return 2;
  const measured = measure(codePoint);
  known[codePoint] = measured + 1;
  return measured;
}

function measure(codePoint: number): 0 | 1 | 2 {
  const character = String.fromCodePoint(codePoint);
  if (NO_WIDTH.test(character) || TRAILING_JAMO.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

const VERSION = 'berth';

const provider = {
  version: VERSION,
  wcwidth: characterWidth,
  /** What a cell holds now: its width from the second bit on, and whether this character joins what was there. */
  charProperties: (codePoint: number, before: number): number => {
    const width = characterWidth(codePoint);
    const widthBefore = (before >> 1) & 3;
    return width === 0 && widthBefore > 0 ? (widthBefore << 1) | 1 : width << 1;
  },
} as const;

/** As much of a terminal as is needed here. */
interface CountingTerminal {
  readonly unicode: {
    readonly register: (widths: typeof provider) => void;
    activeVersion: string;
  };
}

/** Has a terminal count so: all that draw one session must, or the same bytes make different screens. */
export function countCells({ unicode }: CountingTerminal): void {
  unicode.register(provider);
  unicode.activeVersion = VERSION;
}
