import type { LogLine, TextLook, TextSpan } from '../../widget/log-pane/log-line.ts';

/** The look at a line's start. */
export const PLAIN: TextLook = {};

const ESCAPE = '\u001b';
// Everything below a space except the tab, and the eight-bit control characters.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/;
// oxlint-disable-next-line no-control-regex
const CONTROL_SEQUENCE = /\u001b\[([0-9;:?<=>]*)[ -/]*([@-~])/y;
// Strings that a terminal would take as commands: titles, links, device control.
// oxlint-disable-next-line no-control-regex
const CONTROL_STRING = /\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?/y;
// oxlint-disable-next-line no-control-regex
const SHORT_SEQUENCE = /\u001b[ -/]*[0-~]?/y;

/**
 * One line as a terminal would leave it on the screen: colours become looks, a carriage return
 * overwrites what stood before, and every other control character goes.
 * @returns the line, and the look that the next one begins with
 */
export function parseAnsiLine(
  raw: string,
  startLook: TextLook,
): { readonly line: LogLine; readonly endLook: TextLook } {
  if (startLook === PLAIN && !CONTROL.test(raw)) return { line: { text: raw }, endLook: PLAIN };
  const spans: TextSpan[] = [];
  let look = startLook;
  let text = '';
  const flush = (): void => {
    if (text !== '') spans.push({ text, look });
    text = '';
  };
  for (let at = 0; at < raw.length;) {
    const character = raw.charAt(at);
    if (character === ESCAPE) {
      const { length, codes } = readSequence(raw, at);
      if (codes !== undefined) {
        flush();
        look = applyCodes(look, codes);
      }
      at += length;
      continue;
    }
    at += 1;
    if (character === '\r' && at < raw.length) {
      text = '';
      spans.length = 0;
    } else if (!CONTROL.test(character)) text += character;
  }
  flush();
  return { line: toLine(spans), endLook: look };
}

function toLine(spans: readonly TextSpan[]): LogLine {
  const text = spans.map((span) => span.text).join('');
  return spans.every(({ look }) => look === PLAIN) ? { text } : { text, spans };
}

function readSequence(raw: string, at: number): { length: number; codes?: readonly number[] } {
  for (const pattern of [CONTROL_SEQUENCE, CONTROL_STRING, SHORT_SEQUENCE]) {
    pattern.lastIndex = at;
    const match = pattern.exec(raw);
    if (match === null) continue;
    const [whole, parameters, final] = match;
    if (final !== 'm' || parameters === undefined) return { length: whole.length };
    return { length: whole.length, codes: parameters.split(/[;:]/).map(Number) };
  }
  return { length: 1 };
}

function applyCodes(start: TextLook, codes: readonly number[]): TextLook {
  let look = start;
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i] ?? 0;
    if (code === 38 || code === 48) {
      const { color, used } = readColor(codes, i + 1);
      if (code === 38 && color !== undefined) look = { ...look, color };
      i += used;
    } else look = applyCode(look, code);
  }
  return look;
}

function applyCode(look: TextLook, code: number): TextLook {
  const { color: _, ...uncolored } = look;
  if (code === 0 || Number.isNaN(code)) return PLAIN;
  if (code >= 30 && code <= 37) return { ...look, color: code - 30 };
  if (code >= 90 && code <= 97) return { ...look, color: code - 82 };
  switch (code) {
    case 1:
      return { ...look, isBold: true };
    case 2:
      return { ...look, isDim: true };
    case 3:
      return { ...look, isItalic: true };
    case 4:
      return { ...look, isUnderlined: true };
    case 22:
      return { ...look, isBold: false, isDim: false };
    case 23:
      return { ...look, isItalic: false };
    case 24:
      return { ...look, isUnderlined: false };
    case 39:
      return uncolored;
    // Backgrounds and the rest are left out: with them, text would not be readable in both themes.
    default:
      return look;
  }
}

/** A colour of the 256, or one of red, green and blue; with how many codes it took. */
function readColor(
  codes: readonly number[],
  at: number,
): { readonly color: number | string | undefined; readonly used: number } {
  if (codes[at] === 5) return { color: paletteColor(codes[at + 1] ?? 0), used: 2 };
  if (codes[at] === 2) {
    const [red = 0, green = 0, blue = 0] = codes.slice(at + 1, at + 4);
    return { color: rgb(red, green, blue), used: 4 };
  }
  return { color: undefined, used: 1 };
}

/** The colour cube and the greys of the 256, as xterm defined them. */
function paletteColor(index: number): number | string {
  if (index < 16) return Math.max(0, index);
  if (index >= 232) {
    const grey = 8 + 10 * (Math.min(255, index) - 232);
    return rgb(grey, grey, grey);
  }
  const step = (value: number): number => (value === 0 ? 0 : 55 + 40 * value);
  const cube = index - 16;
  return rgb(step(Math.floor(cube / 36)), step(Math.floor(cube / 6) % 6), step(cube % 6));
}

function rgb(...channels: readonly number[]): string {
  return `rgb(${channels.map((c) => Math.max(0, Math.min(255, c || 0))).join(' ')})`;
}
