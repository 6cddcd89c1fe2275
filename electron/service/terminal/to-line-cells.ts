import type { IBufferLine } from '@xterm/headless';

/**
 * The cells of a line as the terminal keeps them: content, foreground and background of each, one after another.
 * Its own way to them takes 50 ns for a cell, of which a full scrollback has a million. Undefined where another
 * version keeps them in another way.
 */
export function toLineCells(line: IBufferLine, columns: number): Uint32Array | undefined {
  const { _line: inner } = line as { readonly _line?: { readonly _data?: unknown } };
  const data = inner?._data;
  return data instanceof Uint32Array && data.length >= columns * CELL_WORDS ? data : undefined;
}

/** Words of a cell, and where they are. */
export const CELL_WORDS = 3;
export const FOREGROUND = 1;
export const BACKGROUND = 2;

/**
 * The part of a content that says which character it is: its code point, above it a bit where characters of it are
 * kept elsewhere; 0 in a cell that nothing was written into.
 */
export const CHARACTER_BITS = 0x3f_ffff;
/** Set where there is a colour of the background. */
export const COLOUR_BITS = 0x300_0000;
