import type { BrowserWindow } from 'electron';
import { openAppWindow, type AppWindowParts } from './app-window.ts';

/** About 100 columns and 30 lines. */
const SIZE = { width: 860, height: 560, minWidth: 360, minHeight: 200 } as const;

/** A page that draws its terminal names its window; one that does not is shown all the same. */
const SHOWN_WITHIN_MS = 2_000;

/** Windows that hold one terminal each, by session. */
export class TerminalWindows {
  readonly #parts: AppWindowParts;
  readonly #onClosing: () => void;
  readonly #windows = new Map<string, BrowserWindow>();

  /** @param onClosing is called before a window closes, while it still counts as one */
  constructor(parts: AppWindowParts, onClosing: () => void) {
    this.#parts = parts;
    this.#onClosing = onClosing;
  }

  /** Opens a session's window, or brings it to the front; `onClosed` is called once, however it goes. */
  open(sessionId: string, onClosed: () => void): void {
    const known = this.#windows.get(sessionId);
    if (known !== undefined) {
      if (known.isMinimized()) known.restore();
      known.focus();
      return;
    }
    const window = openAppWindow(
      this.#parts,
      { ...SIZE, title: 'Terminal' },
      `#/terminal/${sessionId}`,
    );
    this.#windows.set(sessionId, window);
    const show = (): void => {
      clearTimeout(timer);
      if (!window.isDestroyed() && !window.isVisible()) window.show();
    };
    const timer = setTimeout(show, SHOWN_WITHIN_MS);
    // The first title is the page's own as it lies on the disk.
    window.on('page-title-updated', (_event, title) => {
      if (title !== 'Berth') show();
    });
    window.on('close', this.#onClosing);
    window.once('closed', () => {
      clearTimeout(timer);
      this.#windows.delete(sessionId);
      onClosed();
    });
  }

  /** Closes a session's window; nothing where it has none. */
  close(sessionId: string): void {
    this.#windows.get(sessionId)?.close();
  }
}
