import { FIRST_COMBINING, isZeroWidth, ZERO_WIDTH_JOINER } from './output-guard-zero-width.ts';

/** Marks on one character; the longest that a language or an emoji has is 10. */
const MAX_MARKS = 32;

/** Counts what goes into one cell. What a joiner binds belongs to the same one, and begins none. */
export class CellContent {
  #marks = 0;
  #isJoined = false;

  /** Whether it holds nothing but its character. */
  get isPlain(): boolean {
    return this.#marks === 0;
  }

  /** Printable ASCII begins another one, whatever was joined. */
  begin(): void {
    this.#marks = 0;
    this.#isJoined = false;
  }

  /** Whether this code point is shown. */
  takes(codePoint: number): boolean {
    if (codePoint < FIRST_COMBINING || !isZeroWidth(codePoint)) {
      this.#marks = this.#isJoined ? this.#marks + 1 : 0;
      this.#isJoined = false;
      return true;
    }
    if (this.#marks >= MAX_MARKS) return false;
    this.#marks += 1;
    this.#isJoined = codePoint === ZERO_WIDTH_JOINER;
    return true;
  }
}
