import type { TerminalSize } from '../../../shared/contract/terminal.ts';
import { GrowingBytes } from './output-guard-bytes.ts';
import { endOfFirstCount, judgeCsi } from './output-guard-csi.ts';
import { judgeOsc } from './output-guard-osc.ts';
import { CellContent } from './output-guard-cell.ts';
import { endOfCsiBody, endOfStyle, endOfSwallowed, isKeptControl } from './output-guard-scan.ts';
import {
  BEGIN,
  COLLECT,
  DISPATCH_CSI,
  DISPATCH_DCS,
  DISPATCH_ESCAPE,
  DISPATCH_OSC,
  EXECUTE,
  EXECUTE_C1,
  GROUND,
  IGNORE,
  isString,
  limitOf,
  MAX_CSI_BYTES,
  PRINT,
  transitionOf,
} from './output-guard-states.ts';
import { copyText, endOfText } from './output-guard-text.ts';
import { Utf8Reader } from './output-guard-utf8.ts';

/**
 * Links of one terminal, for good. The screen model keeps a marker for each and asks it at every line
 * feed: with 10,000 of them a line was measured to take 250 microseconds instead of 3. Only the model
 * knows when their lines are gone, so none comes back; the text of later ones is shown without a link.
 */
const MAX_LINKS = 2_000;

/** What the buffer for the output of one push may keep between two of them. */
const KEPT_OUTPUT_BYTES = 256 * 1024;
const KEPT_SEQUENCE_BYTES = 4 * 1024;

const BEL = 0x07;
const ESC = 0x1b;

/**
 * Of device control strings only questions for a setting (DECRQSS) pass, which editors ask for colours
 * and the cursor's shape; the others load pictures, fonts and keys, or what a terminal answers.
 */
const PASSED_DCS: ReadonlySet<string> = new Set(
  ['m', 'r', 's', ' q', '"p', '"q'].map((setting) => `$q${setting}`),
);

/** C1 controls that stand alone, as the escape sequences that mean the same. */
const C1_AS_ESCAPE: ReadonlyMap<number, string> = new Map([
  [0x84, '\u001BD'],
  [0x85, '\u001BE'],
  [0x88, '\u001BH'],
  [0x8d, '\u001BM'],
]);

/**
 * Stands between a container's output and every terminal that shows it, and lets pass what text and
 * programs for a screen need. What comes out is the same wherever the input was cut into pieces, is
 * valid UTF-8, and has whole sequences only: nothing after it can read it in another way.
 *
 * Controls of one byte between 0x80 and 0x9F are no such thing here: in UTF-8 these bytes are parts of
 * characters. The code points U+0080 to U+009F are: emulators act on them, so they are read as such.
 */
export class OutputGuard {
  /** Is told of a title that is another than the last. */
  onTitle: (title: string) => void = () => undefined;

  readonly #reader = new Utf8Reader((codePoint) => this.#take(codePoint));
  readonly #output = new GrowingBytes(KEPT_OUTPUT_BYTES);
  readonly #sequence = new GrowingBytes(KEPT_SEQUENCE_BYTES);
  readonly #cell = new CellContent();
  #size: TerminalSize;
  #title = '';
  #state = GROUND;
  #isCut = false;
  #links = 0;

  constructor({ columns, rows }: TerminalSize) {
    this.#size = { columns, rows };
  }

  /** The last title that came, cleaned: one line, at most 256 characters. */
  get title(): string {
    return this.#title;
  }

  /** Counts are measured by the size from now on. */
  resize({ columns, rows }: TerminalSize): void {
    this.#size = { columns, rows };
  }

  /** The part of what came so far that may be shown: `bytes` itself where nothing had to change. */
  push(bytes: Uint8Array): Uint8Array {
    let at = this.#isAtRest() ? this.#endOfPlain(bytes, 0) : 0;
    if (at === bytes.byteLength) return bytes;
    this.#output.clear();
    this.#output.append(bytes, 0, at);
    while (at < bytes.byteLength) {
      at = this.#readSequence(bytes, at);
      if (at < bytes.byteLength) at = this.#readText(bytes, at);
    }
    return this.#output.view.slice();
  }

  #isAtRest(): boolean {
    return this.#state === GROUND && this.#reader.isIdle;
  }

  /** Reads until all is text again. */
  #readSequence(bytes: Uint8Array, from: number): number {
    let at = from;
    do {
      const byte = bytes[at] ?? 0;
      if (byte < 0x80 && this.#reader.isIdle) this.#take(byte);
      else this.#reader.read(byte);
      at += 1;
      if (this.#isCut && isString(this.#state) && this.#reader.isIdle) {
        at = endOfSwallowed(bytes, at);
      }
    } while (at < bytes.byteLength && !this.#isAtRest());
    return at;
  }

  /** Writes text, and sequences that pass as they are; up to what begins another one, or the end. */
  #readText(bytes: Uint8Array, from: number): number {
    let at = from;
    for (;;) {
      const before = at;
      const text = copyText(bytes, at, this.#output, this.#cell);
      at = text;
      if (bytes[at] === ESC) {
        const end = this.#endOfPlainSequence(bytes, at);
        this.#output.append(bytes, at, end);
        at = end;
      }
      if (at === bytes.byteLength || at === text || at === before) return at;
    }
  }

  /** Where the text and the sequences end that pass as they are: most of all output, most of the time. */
  #endOfPlain(bytes: Uint8Array, from: number): number {
    let at = from;
    for (;;) {
      const end = endOfText(bytes, at, this.#cell);
      at = bytes[end] === ESC ? this.#endOfPlainSequence(bytes, end) : end;
      if (at === end) return end;
    }
  }

  /** Where a whole control sequence ends that passes as it is; `at` for every other. */
  #endOfPlainSequence(bytes: Uint8Array, at: number): number {
    const styleEnd = endOfStyle(bytes, at);
    if (styleEnd > 0) return styleEnd;
    const to = endOfCsiBody(bytes, at);
    const body = { bytes, from: at + 2, to };
    if (to < 0 || to - body.from > MAX_CSI_BYTES) return at;
    return judgeCsi(body, bytes[to] ?? 0, this.#size) === 'pass' ? to + 1 : at;
  }

  #take(codePoint: number): void {
    const transition = transitionOf(this.#state, codePoint);
    this.#state = transition & 0x0f;
    switch (transition >> 4) {
      case PRINT:
        if (this.#cell.takes(codePoint)) this.#output.appendCodePoint(codePoint);
        break;
      case EXECUTE:
        if (isKeptControl(codePoint)) this.#output.appendByte(codePoint);
        break;
      case EXECUTE_C1:
        this.#output.appendAscii(C1_AS_ESCAPE.get(codePoint) ?? '');
        break;
      case BEGIN:
        this.#clearSequence();
        break;
      case COLLECT:
        this.#collect(codePoint);
        break;
      case IGNORE:
        break;
      default:
        this.#dispatch(transition >> 4, codePoint);
    }
  }

  #collect(codePoint: number): void {
    if (this.#sequence.length < limitOf(this.#state)) this.#sequence.appendCodePoint(codePoint);
    else this.#isCut = true;
  }

  #clearSequence(): void {
    this.#sequence.clear();
    this.#isCut = false;
  }

  #dispatch(action: number, codePoint: number): void {
    if (action === DISPATCH_OSC) this.#passOsc(codePoint === BEL ? '\u0007' : '\u001B\\');
    else if (action === DISPATCH_ESCAPE && !this.#isCut) this.#emit('\u001B', codePoint);
    else if (action === DISPATCH_CSI && !this.#isCut) this.#passCsi(codePoint);
    else if (action === DISPATCH_DCS && !this.#isCut) this.#passDcs();
    this.#clearSequence();
  }

  #emit(introducer: string, final: number): void {
    this.#output.appendAscii(introducer);
    this.#output.append(this.#sequence.buffer, 0, this.#sequence.length);
    this.#output.appendByte(final);
  }

  #passCsi(final: number): void {
    const body = { bytes: this.#sequence.buffer, from: 0, to: this.#sequence.length };
    const verdict = judgeCsi(body, final, this.#size);
    if (verdict === 'drop') return;
    if (verdict === 'pass') {
      this.#emit('\u001B[', final);
      return;
    }
    this.#output.appendAscii(`\u001B[${verdict}`);
    this.#output.append(body.bytes, endOfFirstCount(body), body.to);
    this.#output.appendByte(final);
  }

  #passOsc(end: string): void {
    const verdict = judgeOsc(this.#sequence.view, this.#isCut);
    if (verdict.kind === 'drop') return;
    this.#output.appendAscii('\u001B]');
    if (verdict.kind === 'title') {
      this.#output.append(Buffer.from(verdict.text, 'utf8'));
      this.#setTitle(verdict.title ?? this.#title);
    } else if (verdict.kind === 'end-link' || this.#isLinkTooMany(verdict.kind)) {
      this.#output.appendAscii('8;;');
    } else {
      this.#output.append(this.#sequence.view);
    }
    this.#output.appendAscii(end);
  }

  #isLinkTooMany(kind: string): boolean {
    if (kind !== 'link') return false;
    this.#links += 1;
    return this.#links > MAX_LINKS;
  }

  #setTitle(title: string): void {
    if (title === this.#title) return;
    this.#title = title;
    this.onTitle(title);
  }

  #passDcs(): void {
    const body = Buffer.from(this.#sequence.view).toString('latin1');
    if (PASSED_DCS.has(body)) this.#output.appendAscii(`\u001BP${body}\u001B\\`);
  }
}
