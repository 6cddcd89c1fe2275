import type { LogLine, LogLines, TextLook } from '../../widget/log-pane/log-line.ts';
import { parseAnsiLine, PLAIN } from './parse-ansi.ts';

/** A longer line is cut into several: one endless line must not hold the window. */
const LINE_LIMIT_CHARS = 16_384;

/**
 * The newest lines of a log, in a ring outside React. Text may come in any pieces: a line that has
 * no end yet is shown as far as it is.
 */
export class LineBuffer implements LogLines {
  readonly #capacityLines: number;
  readonly #ring: LogLine[] = [];
  /** Index in the ring of the oldest line. */
  #head = 0;
  #droppedCount = 0;
  #look: TextLook = PLAIN;
  #open = '';

  constructor(capacityLines: number) {
    this.#capacityLines = capacityLines;
  }

  get lineCount(): number {
    return this.#ring.length + (this.#open === '' ? 0 : 1);
  }

  get droppedCount(): number {
    return this.#droppedCount;
  }

  readonly lineAt = (index: number): LogLine | undefined => {
    if (index === this.#ring.length && this.#open !== '') {
      return parseAnsiLine(this.#open, this.#look).line;
    }
    return this.#ring[(this.#head + index) % Math.max(1, this.#ring.length)];
  };

  /** Adds text; every `\n` ends a line. */
  push(text: string): void {
    const parts = text.split('\n');
    for (const [i, part] of parts.entries()) {
      this.#open += part;
      if (i < parts.length - 1) this.#endLine();
      else while (this.#open.length > LINE_LIMIT_CHARS) this.#cutLine();
    }
  }

  /** Forgets every line, and how many gave way. */
  clear(): void {
    this.#ring.length = 0;
    this.#head = 0;
    this.#droppedCount = 0;
    this.#open = '';
  }

  #cutLine(): void {
    const rest = this.#open.slice(LINE_LIMIT_CHARS);
    this.#open = this.#open.slice(0, LINE_LIMIT_CHARS);
    this.#endLine();
    this.#open = rest;
  }

  #endLine(): void {
    while (this.#open.length > LINE_LIMIT_CHARS) this.#cutLine();
    const { line, endLook } = parseAnsiLine(this.#open, this.#look);
    this.#look = endLook;
    this.#open = '';
    if (this.#ring.length < this.#capacityLines) {
      this.#ring.push(line);
      return;
    }
    this.#ring[this.#head] = line;
    this.#head = (this.#head + 1) % this.#capacityLines;
    this.#droppedCount += 1;
  }
}
