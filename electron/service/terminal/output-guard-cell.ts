import { characterWidth } from '../../../shared/value/character-width.ts';

/** Joins the characters at both of its sides into one, for example a family of four. */
const ZERO_WIDTH_JOINER = 0x200d;

/** Marks on one character; the longest that a language or an emoji has is 10. */
export const MAX_MARKS = 32;

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

  /** It holds so many marks, and no joiner at its end. */
  hold(marks: number): void {
    this.#marks = marks;
    this.#isJoined = false;
  }

  /** Whether this code point is shown. */
  takes(codePoint: number): boolean {
    if (characterWidth(codePoint) !== 0) {
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
