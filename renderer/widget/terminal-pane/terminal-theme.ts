import type { ITheme } from '@xterm/xterm';

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
    ...Object.fromEntries(ANSI_NAMES.map((name, index) => [name, colorOf(`ansi-${index}`)])),
    black: colorOf('color-terminal-black'),
  };
  probe.remove();
  return theme;
}

/** Colours of found places; the search takes no other form than this. */
export const FOUND_COLORS = {
  light: { match: '#fbe3a6', active: '#f4b740' },
  dark: { match: '#5a4713', active: '#9a6b00' },
} as const;
