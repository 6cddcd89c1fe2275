import type { ITheme } from '@xterm/xterm';
import { isWished } from './color-wish.ts';

const ANSI_NAMES = [
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const satisfies readonly (keyof ITheme)[];

/** The terminal's colours as the page's tokens are now; xterm takes no custom properties. */
export function readTheme(host: HTMLElement): ITheme {
  const probe = document.createElement('span');
  // The desktop's forced colours are among the tokens: here they would hide the sixteen of the programs.
  probe.style.forcedColorAdjust = 'none';
  host.append(probe);
  const colorOf = (token: string): string => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const theme: ITheme = {
    background: colorOf('color-canvas'),
    foreground: colorOf('color-text'),
    cursor: colorOf('color-text'),
    cursorAccent: colorOf('color-canvas'),
    selectionBackground: colorOf('color-terminal-selection'),
    ...(isWished('forced') && { selectionForeground: colorOf('color-terminal-selected') }),
    ...Object.fromEntries(ANSI_NAMES.map((name, index) => [name, colorOf(`ansi-${index}`)])),
    black: colorOf('color-terminal-black'),
  };
  probe.remove();
  return theme;
}

/** The theme's colours as `#rrggbb`, for whoever answers programs that ask. */
export interface ThemePalette {
  readonly foreground: string;
  readonly background: string;
  readonly cursor: string;
  readonly ansi: string[];
}

/** The colours that terminals are drawn with now. */
export function readPalette(host: HTMLElement): ThemePalette {
  const theme = readTheme(host);
  return {
    foreground: toHex(theme.foreground),
    background: toHex(theme.background),
    cursor: toHex(theme.cursor),
    ansi: ANSI_NAMES.map((name) => toHex(theme[name])),
  };
}

/** `rgb(1, 2, 3)`, as computed styles have it, with two digits each. */
function toHex(color = ''): string {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
  const digits = [red, green, blue].map((value) => Math.round(value).toString(16).padStart(2, '0'));
  return `#${digits.join('')}`;
}

/** Colours of found places; the search takes no other form than this. */
export const FOUND_COLORS = {
  light: { match: '#fbe3a6', active: '#f4b740' },
  dark: { match: '#5a4713', active: '#9a6b00' },
} as const;
