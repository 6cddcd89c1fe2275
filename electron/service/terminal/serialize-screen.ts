import type { SerializeAddon } from '@xterm/addon-serialize';
import type { IBuffer, Terminal } from '@xterm/headless';
import { GrowingBytes } from './output-guard-bytes.ts';
import {
  BACKGROUND,
  CELL_WORDS,
  CHARACTER_BITS,
  COLOUR_BITS,
  FOREGROUND,
  toLineCells,
} from './to-line-cells.ts';

/** Below this there is nothing to gain. */
const LONG_SCROLLBACK_LINES = 200;

const LINE_END = '\r\n';
const LAST_ASCII = 0x7e;

/** What a line is, where it is no text in plain ASCII: it has styles or other characters, or a background. */
const STYLED = -1;
const COLOURED = -2;

/**
 * What draws a terminal's screen, scrollback and modes on an empty one. The serializer looks at the style of each
 * cell, 100 ms for 5,000 lines; of scrollback the lines that are plain ASCII are copied, in a tenth of that.
 */
export function serializeScreen(
  terminal: Terminal,
  serializer: SerializeAddon,
  longLines = LONG_SCROLLBACK_LINES,
): Uint8Array {
  const { normal } = terminal.buffer;
  const head = new GrowingBytes(0);
  const lineCount = normal.baseY < longLines ? 0 : endOfHead(normal, terminal.cols);
  const isSimple = lineCount > 0 && copyLines(terminal, serializer, { head, lineCount });
  const options = isSimple ? { scrollback: normal.baseY - lineCount } : {};
  const rest = new TextEncoder().encode(serializer.serialize(options));
  if (!isSimple) return rest;
  head.append(rest);
  return head.view.slice();
}

/** All of the scrollback but its last line or lines; 0 where what follows has backgrounds. */
function endOfHead(buffer: IBuffer, columns: number): number {
  let lineCount = buffer.baseY - 1;
  while (lineCount > 0 && buffer.getLine(lineCount)?.isWrapped === true) lineCount -= 1;
  // The serializer takes lines for new ones, which on this terminal scroll up with the colour behind them.
  for (let y = lineCount; y < buffer.length; y += 1) {
    if (lengthOfLine(buffer, y, columns) === COLOURED) return 0;
  }
  return lineCount;
}

interface Copying {
  readonly head: GrowingBytes;
  readonly lineCount: number;
}

/** Whether all of these lines could be written. */
function copyLines(
  terminal: Terminal,
  serializer: SerializeAddon,
  { head, lineCount }: Copying,
): boolean {
  const { cols } = terminal;
  const { normal } = terminal.buffer;
  for (let y = 0; y < lineCount; y += 1) {
    const length = lengthOfLine(normal, y, cols);
    if (length === COLOURED) return false;
    if (length === STYLED) {
      const end = endOfStyled(terminal, y, lineCount);
      const range = { start: y, end };
      const text = serializer.serialize({ range, excludeModes: true, excludeAltBuffer: true });
      head.append(new TextEncoder().encode(`${text}\u001B[0m`));
      y = end;
    } else {
      copyLine(normal, { y, length }, head);
    }
    // What is wrapped goes on by itself, behind a line that is full.
    if (normal.getLine(y + 1)?.isWrapped !== true) head.appendAscii(LINE_END);
    else if (length !== cols || lengthOfLine(normal, y + 1, cols) < 1) return false;
  }
  return true;
}

/** How many characters a line of plain ASCII has. */
function lengthOfLine(buffer: IBuffer, y: number, columns: number): number {
  const line = buffer.getLine(y);
  const cells = line && toLineCells(line, columns);
  if (cells === undefined) return STYLED;
  let length = 0;
  let isPlain = true;
  for (let x = 0; x < columns; x += 1) {
    const at = x * CELL_WORDS;
    const content = cells[at] ?? 0;
    const background = cells[at + BACKGROUND] ?? 0;
    if ((background & COLOUR_BITS) !== 0) return COLOURED;
    if (background !== 0 || cells[at + FOREGROUND] !== 0) isPlain = false;
    const character = content & CHARACTER_BITS;
    if (character === 0) continue;
    // A gap before it, that nothing was written into, is none of the text.
    if (character > LAST_ASCII || length !== x) isPlain = false;
    length = x + 1;
  }
  return isPlain ? length : STYLED;
}

function copyLine(
  buffer: IBuffer,
  { y, length }: { readonly y: number; readonly length: number },
  head: GrowingBytes,
): void {
  const line = buffer.getLine(y);
  const cells = line && toLineCells(line, length);
  const output = head.reserve(length);
  const from = head.length;
  for (let x = 0; x < length; x += 1) output[from + x] = cells?.[x * CELL_WORDS] ?? 0x20;
  head.grow(from + length);
}

/** The last of the lines from `y` on that are styled, or wrapped from one that is. */
function endOfStyled({ buffer, cols }: Terminal, y: number, lineCount: number): number {
  let end = y;
  while (end + 1 < lineCount) {
    const isWrapped = buffer.normal.getLine(end + 1)?.isWrapped === true;
    if (!isWrapped && lengthOfLine(buffer.normal, end + 1, cols) !== STYLED) break;
    end += 1;
  }
  return end;
}
