import type { IBuffer, IBufferCell, IBufferLine, IBufferRange } from '@xterm/xterm';
import type { ThemePalette } from './terminal-theme.ts';

/** What is marked in a terminal. */
export interface MarkedText {
  /** As it is seen: blanks in the place of hidden characters. */
  readonly text: string;
  /** Characters that are marked and cannot be seen: concealed ones, and those in the colour of their ground. */
  readonly hiddenCount: number;
  /** The hidden ones are in the text all the same, as it cannot be told where they stand in it. */
  readonly isRaw: boolean;
}

/** Colours as numbers `0xrrggbb`, to tell which characters are seen. */
export interface SeenColors {
  readonly foreground: number;
  readonly background: number;
  readonly ansi: readonly number[];
  /** Whether the screen changes colours that are too much alike. */
  readonly isContrastKept: boolean;
}

/** The colours that a screen draws with. */
export function seenColors(palette: ThemePalette, minimumContrast: number): SeenColors {
  const toNumber = (hex: string): number => Number.parseInt(hex.slice(1), 16);
  return {
    foreground: toNumber(palette.foreground),
    background: toNumber(palette.background),
    ansi: palette.ansi.map(toNumber),
    isContrastKept: minimumContrast > 1,
  };
}

/**
 * The marked text without what nobody sees.
 * @param selection the terminal's own words for what is marked
 */
export function markedText(
  buffer: IBuffer,
  range: IBufferRange | undefined,
  selection: string,
  colors: SeenColors,
): MarkedText {
  const plain = { text: selection, hiddenCount: 0, isRaw: false };
  if (range === undefined || selection === '') return plain;
  const seen = readLines(buffer, range, (cell) => isHidden(cell, colors));
  if (seen.hiddenCount === 0) return plain;
  // Blocks are marked otherwise than lines, and a terminal does not say which of both it is.
  const all = readLines(buffer, range, () => false);
  const isSame = all.text === selection.replaceAll('\r\n', '\n');
  return isSame
    ? { text: seen.text, hiddenCount: seen.hiddenCount, isRaw: false }
    : { text: selection, hiddenCount: seen.hiddenCount, isRaw: true };
}

type CellTest = (cell: IBufferCell) => boolean;

/** Text of which some may be left out. */
interface SeenText {
  readonly text: string;
  readonly hiddenCount: number;
}

function readLines(buffer: IBuffer, { start, end }: IBufferRange, isLeftOut: CellTest): SeenText {
  const lines: string[] = [];
  let hiddenCount = 0;
  for (let y = start.y; y <= end.y; y += 1) {
    const line = buffer.getLine(y);
    if (line === undefined) continue;
    const from = y === start.y ? start.x : 0;
    const read = readLine(line, from, y === end.y ? end.x : line.length, isLeftOut);
    hiddenCount += read.hiddenCount;
    const before = line.isWrapped ? lines.pop() : undefined;
    lines.push(`${before ?? ''}${read.text}`);
  }
  return { text: lines.join('\n'), hiddenCount };
}

function readLine(line: IBufferLine, from: number, to: number, isLeftOut: CellTest): SeenText {
  let text = '';
  // Cells behind the last that was written are no text.
  let writtenLength = 0;
  let hiddenCount = 0;
  for (let x = from; x < to; x += 1) {
    const cell = line.getCell(x);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const chars = cell.getChars();
    const isGone = chars.trim() !== '' && isLeftOut(cell);
    if (isGone) hiddenCount += 1;
    text += isGone ? ' '.repeat(cell.getWidth()) : chars === '' ? ' ' : chars;
    if (chars !== '') writtenLength = text.length;
  }
  const written = text.slice(0, writtenLength).replaceAll('\u00a0', ' ');
  return { text: hiddenCount > 0 ? written.trimEnd() : written, hiddenCount };
}

function isHidden(cell: IBufferCell, colors: SeenColors): boolean {
  if (cell.isInvisible() !== 0) return true;
  return !colors.isContrastKept && colorOf(cell, true, colors) === colorOf(cell, false, colors);
}

/** Bold text in one of the first eight colours is drawn in the brighter one. */
const BRIGHTER = 8;

function colorOf(cell: IBufferCell, isForeground: boolean, colors: SeenColors): number {
  const { ansi } = colors;
  if (isForeground ? cell.isFgDefault() : cell.isBgDefault()) {
    return isForeground ? colors.foreground : colors.background;
  }
  const color = isForeground ? cell.getFgColor() : cell.getBgColor();
  if (isForeground ? cell.isFgRGB() : cell.isBgRGB()) return color;
  const isBright = isForeground && cell.isBold() !== 0 && color < BRIGHTER;
  return ansi[isBright ? color + BRIGHTER : color] ?? fixedColor(color);
}

const CUBE_START = 16;
const GRAY_START = 232;
/** The cube's six steps, as every terminal has them. */
const STEPS = [0, 0x5f, 0x87, 0xaf, 0xd7, 0xff];

/** Of the 240 colours that no theme changes: a cube of 6 × 6 × 6, then 24 grays. */
function fixedColor(index: number): number {
  if (index >= GRAY_START) return (8 + (index - GRAY_START) * 10) * 0x01_01_01;
  const place = index - CUBE_START;
  const step = (divisor: number): number => STEPS[Math.floor(place / divisor) % 6] ?? 0;
  return step(36) * 0x01_00_00 + step(6) * 0x01_00 + step(1);
}
