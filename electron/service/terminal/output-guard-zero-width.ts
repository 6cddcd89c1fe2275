/** Before this one nothing stacks: the first of the combining marks. */
export const FIRST_COMBINING = 0x300;

/** Joins the characters at both of its sides into one, for example a family of four. */
export const ZERO_WIDTH_JOINER = 0x200d;

const MARK_OR_FORMAT = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** By the upper bits of the code point, for 256 of them each; read from the engine's tables once a page is met. */
const pages: (Uint8Array | undefined)[] = [];

/** Whether a code point goes into the cell of the one before it: combining marks, joiners, selectors, tags. */
export function isZeroWidth(codePoint: number): boolean {
  const page = pages[codePoint >> 8] ?? readPage(codePoint >> 8);
  return page[codePoint & 0xff] === 1;
}

function readPage(index: number): Uint8Array {
  const page = new Uint8Array(256);
  for (let low = 0; low < 256; low += 1) {
    const codePoint = (index << 8) | low;
    const isMark = MARK_OR_FORMAT.test(String.fromCodePoint(codePoint));
    page[low] = isMark || isTrailingJamo(codePoint) ? 1 : 0;
  }
  pages[index] = page;
  return page;
}

/** Vowels and final consonants of Hangul syllables that are written letter by letter. */
function isTrailingJamo(codePoint: number): boolean {
  return (
    (codePoint >= 0x1160 && codePoint <= 0x11ff) || (codePoint >= 0xd7b0 && codePoint <= 0xd7ff)
  );
}
