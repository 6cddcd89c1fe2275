import { create } from 'zustand';
import { keep, onKeptElsewhere, readKept } from './kept-value.ts';

/** What draws a terminal: the graphics card, the page's own elements, or whichever is found to be better. */
export type RendererChoice = 'automatic' | 'gpu' | 'dom';

/** How terminals look and behave, for all of them and in every window. */
export interface TerminalSettings {
  /** Empty for the app's own. */
  readonly fontFamily: string;
  readonly fontSizePx: number;
  readonly scrollbackLines: number;
  readonly isCursorBlinking: boolean;
  /** Off, the text need not be built twice. */
  readonly isScreenReaderOn: boolean;
  /** Text meets this ratio to what is behind it, whatever colours a program chooses; 1 leaves them alone. */
  readonly minimumContrast: number;
  readonly renderer: RendererChoice;
}

/** What is offered; the largest holds 48 MB of text at 200 columns, here and in the main process. */
export const SCROLLBACK_CHOICES = [1_000, 5_000, 10_000, 20_000] as const;
/** Leave the colours alone, WCAG AA, WCAG AAA. */
export const CONTRAST_CHOICES = [1, 4.5, 7] as const;
export const RENDERER_CHOICES: readonly RendererChoice[] = ['automatic', 'gpu', 'dom'];

export const SMALLEST_FONT_PX = 8;
export const LARGEST_FONT_PX = 32;
const FONT_FAMILY_LIMIT_CHARACTERS = 200;

export const USUAL_SETTINGS: TerminalSettings = {
  fontFamily: '',
  fontSizePx: 13,
  scrollbackLines: 5_000,
  isCursorBlinking: false,
  isScreenReaderOn: false,
  minimumContrast: 4.5,
  renderer: 'automatic',
};

export const useTerminalSettings = create<TerminalSettings>()(() => readSettings());

onKeptElsewhere(() => useTerminalSettings.setState(readSettings()));

/** Changes some of them; what no setting can be is brought to the nearest that can. */
export function changeTerminalSettings(change: Partial<TerminalSettings>): void {
  const next = toSettings({ ...useTerminalSettings.getState(), ...change });
  useTerminalSettings.setState(next);
  for (const [name, value] of Object.entries(next)) keep('good', name, String(value));
}

/** Makes the text larger (1), smaller (-1) or as it was at first (0). */
export function zoomTerminals(by: 1 | -1 | 0): void {
  const { fontSizePx } = useTerminalSettings.getState();
  changeTerminalSettings({ fontSizePx: by === 0 ? USUAL_SETTINGS.fontSizePx : fontSizePx + by });
}

/** Switches the text for screen readers on or off. */
export function toggleScreenReader(): void {
  const { isScreenReaderOn } = useTerminalSettings.getState();
  changeTerminalSettings({ isScreenReaderOn: !isScreenReaderOn });
}

function readSettings(): TerminalSettings {
  return toSettings({
    fontFamily: readKept('good', 'fontFamily') ?? '',
    fontSizePx: Number(readKept('good', 'fontSizePx') ?? Number.NaN),
    scrollbackLines: Number(readKept('good', 'scrollbackLines') ?? Number.NaN),
    isCursorBlinking: readKept('good', 'isCursorBlinking') === 'true',
    isScreenReaderOn: readKept('good', 'isScreenReaderOn') === 'true',
    minimumContrast: Number(readKept('good', 'minimumContrast') ?? Number.NaN),
    renderer: RENDERER_CHOICES.find((name) => name === readKept('good', 'renderer')) ?? 'automatic',
  });
}

/** Brings numbers to what is offered: they come from a field, or from a file that anybody can write. */
function toSettings(wanted: TerminalSettings): TerminalSettings {
  const { fontSizePx } = wanted;
  return {
    ...wanted,
    // A semicolon or a brace would end the value in a style.
    fontFamily: wanted.fontFamily
      .replaceAll(/[^\p{L}\p{N} ,'"._-]/gu, '')
      .slice(0, FONT_FAMILY_LIMIT_CHARACTERS),
    fontSizePx: Number.isFinite(fontSizePx)
      ? Math.min(LARGEST_FONT_PX, Math.max(SMALLEST_FONT_PX, Math.round(fontSizePx)))
      : USUAL_SETTINGS.fontSizePx,
    scrollbackLines:
      SCROLLBACK_CHOICES.find((lines) => lines === wanted.scrollbackLines) ??
      USUAL_SETTINGS.scrollbackLines,
    minimumContrast:
      CONTRAST_CHOICES.find((ratio) => ratio === wanted.minimumContrast) ??
      USUAL_SETTINGS.minimumContrast,
  };
}
