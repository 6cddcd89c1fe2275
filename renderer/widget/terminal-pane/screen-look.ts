import type { ITerminalOptions } from '@xterm/xterm';
import type { DrawingChoice } from './choose-drawing.ts';

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

/** The same in the terminal's own words, for one that is drawn in an element. */
export function optionsOf(look: ScreenLook, host: HTMLElement): ITerminalOptions {
  const own = getComputedStyle(host).getPropertyValue('--font-mono');
  return {
    // Ours behind it, for a font that is not on this machine.
    fontFamily: look.fontFamily.trim() === '' ? own : `${look.fontFamily}, ${own}`,
    fontSize: look.fontSizePx,
    scrollback: look.scrollbackLines,
    cursorBlink: look.isCursorBlinking,
    minimumContrastRatio: look.minimumContrast,
    screenReaderMode: look.isScreenReaderOn,
  };
}
