import type { MarkedText } from './marked-text.ts';

/** What happens at a screen. */
export interface ScreenEvents {
  /** Keys and mouse reports, as what goes to the program. */
  readonly onText: (text: string) => void;
  /** Somebody wants to paste this; nothing is pasted yet. */
  readonly onPaste: (text: string) => void;
  /** Somebody copies what is marked; answers what goes to the clipboard. */
  readonly onCopy: (marked: MarkedText) => string;
  /** Somebody pressed a link. */
  readonly onLink: (url: string) => void;
  /** Keys that are the window's and not the program's. */
  readonly isOwnKey: (event: KeyboardEvent) => boolean;
  readonly onFound: (found: Found) => void;
  /** It has the keyboard. */
  readonly onFocus: () => void;
}

/** What a search found. */
export interface Found {
  readonly count: number;
  /** Which one is shown; -1 where there are too many to count. */
  readonly index: number;
}

/** While nobody looks at it nothing happens at it. */
export const NO_EVENTS: ScreenEvents = {
  onText: () => undefined,
  onPaste: () => undefined,
  onCopy: ({ text }) => text,
  onLink: () => undefined,
  isOwnKey: () => false,
  onFound: () => undefined,
  onFocus: () => undefined,
};
