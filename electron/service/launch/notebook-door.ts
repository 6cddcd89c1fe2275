import type { Desktop } from './desktop.ts';

/** Long enough to paste it into the login page, short enough not to lie around. */
const TOKEN_ON_CLIPBOARD_MS = 60_000;

/** Lets a notebook be opened outside of Berth. */
export class NotebookDoor {
  readonly #desktop: Pick<Desktop, 'clipboard' | 'openExternal'>;
  #clear: (() => void) | undefined;

  constructor(desktop: Pick<Desktop, 'clipboard' | 'openExternal'>) {
    this.#desktop = desktop;
  }

  /** The token goes to the clipboard for a minute: an address with it would stay in the history. */
  async openInBrowser(address: string, token: string): Promise<void> {
    const { clipboard, openExternal } = this.#desktop;
    this.#clear?.();
    clipboard.write(token);
    const clear = (): void => {
      clearTimeout(timer);
      if (this.#clear === clear) this.#clear = undefined;
      // What was copied since then is the user's own.
      void clipboard.read().then((text) => text === token && clipboard.write(''));
    };
    const timer = setTimeout(clear, TOKEN_ON_CLIPBOARD_MS);
    timer.unref();
    this.#clear = clear;
    await openExternal(address);
  }

  /** Leaves no token on the clipboard. */
  dispose(): void {
    this.#clear?.();
  }
}
