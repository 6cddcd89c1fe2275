import type { ITerminalOptions } from '@xterm/xterm';
import type { DrawingChoice } from './choose-drawing.ts';
import { isWished } from './color-wish.ts';
import { readTheme } from './terminal-theme.ts';

/** How a screen looks and behaves. */
export interface ScreenLook {
  /** Empty for the page's own. */
  readonly fontFamily: string;
  readonly fontSizePx: number;
  readonly scrollbackLines: number;
  readonly isCursorBlinking: boolean;
  readonly isScreenReaderOn: boolean;
  readonly minimumContrast: number;
  readonly renderer: DrawingChoice;
}

/** WCAG AAA: what text has at least where the desktop asks for high contrast. */
const HIGH_CONTRAST = 7;

/** The same in the terminal's own words, for one that is drawn in an element; its colours are the page's. */
export function optionsOf(look: ScreenLook, host: HTMLElement): ITerminalOptions {
  const own = getComputedStyle(host).getPropertyValue('--font-mono');
  return {
    // Ours behind it, for a font that is not on this machine.
    fontFamily: look.fontFamily.trim() === '' ? own : `${look.fontFamily}, ${own}`,
    fontSize: look.fontSizePx,
    scrollback: look.scrollbackLines,
    cursorBlink: look.isCursorBlinking,
    minimumContrastRatio:
      isWished('contrast') || isWished('forced')
        ? Math.max(look.minimumContrast, HIGH_CONTRAST)
        : look.minimumContrast,
    screenReaderMode: look.isScreenReaderOn,
    theme: readTheme(host),
  };
}
