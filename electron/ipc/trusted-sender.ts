import type { WebFrameMain } from 'electron';

/** The origin of our own pages. Nothing else may speak to the main process. */
export const APP_ORIGIN = 'app://ui';

/** What an IPC event tells of its sender. */
export interface Sender {
  readonly senderFrame: Pick<WebFrameMain, 'origin' | 'parent'> | null;
  readonly sender: { readonly id: number };
}

/** The pages that may call: those of windows that this app made itself, by Electron's id. */
export class TrustedPages {
  readonly #ids = new Set<number>();

  add(webContentsId: number): void {
    this.#ids.add(webContentsId);
  }

  remove(webContentsId: number): void {
    this.#ids.delete(webContentsId);
  }

  /** True for the top frame, at our origin, of a page that we made. A frame that is gone is not. */
  isTrusted({ sender, senderFrame }: Sender): boolean {
    return (
      this.#ids.has(sender.id) &&
      senderFrame !== null &&
      senderFrame.parent === null &&
      senderFrame.origin === APP_ORIGIN
    );
  }
}
