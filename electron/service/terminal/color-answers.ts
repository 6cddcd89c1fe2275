import type { Terminal } from '@xterm/headless';
import type { TerminalPalette } from '../../../shared/contract/terminal.ts';

/** Red, green and blue, each from 0 to 255. */
type Rgb = readonly [number, number, number];

/** What `10`, `11` and `12` stand for; a list in one command goes on to the next. */
const NAMED = ['foreground', 'background', 'cursor'] as const;
const FIRST_NAMED = 10;

/** The sixteen, then a cube of six steps each, then greys. */
const CUBE_FROM = 16;
const CUBE_STEPS: readonly number[] = [0, 95, 135, 175, 215, 255];
const GREY_FROM = 232;
const COLORS = 256;

/**
 * Answers what programs ask about colours, from what the window draws with; without a palette, nothing. Programs
 * learn from the background whether they are on dark or light. Colours that they set themselves are told as set.
 */
export class ColorAnswers {
  readonly #paletteOf: () => TerminalPalette | undefined;
  readonly #onReply: (text: string) => void;
  /** Set by the program: by `foreground` and the like, or by number. */
  readonly #set = new Map<string | number, Rgb>();

  constructor(
    { parser }: Pick<Terminal, 'parser'>,
    paletteOf: () => TerminalPalette | undefined,
    onReply: (text: string) => void,
  ) {
    this.#paletteOf = paletteOf;
    this.#onReply = onReply;
    parser.registerOscHandler(4, (data) => this.#takeNumbered(data));
    for (const [index] of NAMED.entries()) {
      const command = FIRST_NAMED + index;
      parser.registerOscHandler(command, (data) => this.#takeNamed(index, data));
      parser.registerOscHandler(command + 100, () => !this.#set.delete(NAMED[index] ?? ''));
    }
    parser.registerOscHandler(104, (data) => this.#resetNumbered(data));
    parser.registerEscHandler({ final: 'c' }, () => {
      this.#set.clear();
      return false;
    });
  }

  /** `NUMBER;COLOUR` any number of times; a question mark as a colour asks for it. */
  #takeNumbered(data: string): boolean {
    const parts = data.split(';');
    for (let at = 0; at + 1 < parts.length; at += 2) {
      const index = Number(parts[at] === '' ? Number.NaN : parts[at]);
      const spec = parts[at + 1] ?? '';
      if (!Number.isInteger(index) || index < 0 || index >= COLORS) continue;
      if (spec === '?') this.#answer(`4;${index}`, this.#set.get(index) ?? this.#numbered(index));
      else this.#keep(index, spec);
    }
    return false;
  }

  #takeNamed(first: number, data: string): boolean {
    for (const [step, spec] of data.split(';').entries()) {
      const name = NAMED[first + step];
      if (name === undefined) break;
      if (spec !== '?') this.#keep(name, spec);
      else this.#answer(String(FIRST_NAMED + first + step), this.#named(name));
    }
    return false;
  }

  #resetNumbered(data: string): boolean {
    if (data === '') {
      for (const key of this.#set.keys()) if (typeof key === 'number') this.#set.delete(key);
    } else for (const index of data.split(';')) this.#set.delete(Number(index));
    return false;
  }

  #keep(key: string | number, spec: string): void {
    const color = parseColor(spec);
    if (color !== undefined) this.#set.set(key, color);
  }

  #named(name: (typeof NAMED)[number]): Rgb | undefined {
    const palette = this.#paletteOf();
    return this.#set.get(name) ?? (palette && parseColor(palette[name]));
  }

  #numbered(index: number): Rgb | undefined {
    if (index < CUBE_FROM) return parseColor(this.#paletteOf()?.ansi[index] ?? '');
    if (index >= GREY_FROM) {
      const grey = 8 + (index - GREY_FROM) * 10;
      return [grey, grey, grey];
    }
    const place = index - CUBE_FROM;
    const step = (by: number): number => CUBE_STEPS[Math.floor(place / by) % 6] ?? 0;
    return [step(36), step(6), step(1)];
  }

  #answer(which: string, color: Rgb | undefined): void {
    if (color === undefined) return;
    // Four digits each, as xterm answers: each value doubled.
    const digits = color.map((value) => value.toString(16).padStart(2, '0').repeat(2));
    this.#onReply(`\u001B]${which};rgb:${digits.join('/')}\u001B\\`);
  }
}

/** A colour as programs write it: `#rrggbb`, `#rgb`, or `rgb:` with one to four digits each. */
function parseColor(spec: string): Rgb | undefined {
  const digits =
    /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(spec) ??
    /^#([\da-f])([\da-f])([\da-f])$/i.exec(spec) ??
    /^rgb:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})$/i.exec(spec);
  if (digits === null) return undefined;
  const value = (text = ''): number =>
    Math.round((Number.parseInt(text, 16) / (16 ** text.length - 1)) * 255);
  return [value(digits[1]), value(digits[2]), value(digits[3])];
}
