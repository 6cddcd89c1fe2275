import type { Launch, ViewBounds } from '../../../shared/contract/launch.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { Desktop } from './desktop.ts';
import { launchConflict } from './launch-failure.ts';
import { readToken } from './launch-token.ts';

/** Long enough to paste it into the login page, short enough not to lie around. */
const TOKEN_ON_CLIPBOARD_MS = 60_000;

/** The ways into a notebook. The token goes from the container to where it is used, and no other way. */
export class NotebookDoor {
  readonly #desktop: Desktop;
  readonly #find: (launchId: string) => Launch;
  readonly #engine: () => ContainerEngine;
  #timer: NodeJS.Timeout | undefined;
  #tokenOnClipboard: string | undefined;

  constructor(desktop: Desktop, find: (launchId: string) => Launch, engine: () => ContainerEngine) {
    this.#desktop = desktop;
    this.#find = find;
    this.#engine = engine;
  }

  /** Shows the notebook's page inside the window. Fails with `conflict` unless it is ready. */
  async showView(
    launchId: string,
    place: { readonly bounds: ViewBounds; readonly webContentsId: number },
  ): Promise<void> {
    const notebook = await this.#open(launchId);
    this.#desktop.view.show({ launchId, ...notebook, ...place });
  }

  /**
   * Opens the address in the user's browser and puts the token on the clipboard for a minute: an
   * address with the token would stay in the browser's history.
   */
  async openInBrowser(launchId: string): Promise<void> {
    const { address, token } = await this.#open(launchId);
    clearTimeout(this.#timer);
    this.#tokenOnClipboard = token;
    this.#desktop.clipboard.write(token);
    this.#timer = setTimeout(() => void this.#clearClipboard(), TOKEN_ON_CLIPBOARD_MS);
    this.#timer.unref();
    await this.#desktop.openExternal(address);
  }

  /** Puts the address without its token on the clipboard. */
  copyAddress(launchId: string): void {
    const launch = this.#find(launchId);
    if (launch.address === undefined) throw launchConflict(launch, 'has no address yet');
    this.#desktop.clipboard.write(launch.address);
  }

  /** Leaves no token on the clipboard. */
  async dispose(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#clearClipboard();
  }

  /** What was copied since then is the user's own. */
  async #clearClipboard(): Promise<void> {
    const token = this.#tokenOnClipboard;
    this.#tokenOnClipboard = undefined;
    if (token === undefined) return;
    const { clipboard } = this.#desktop;
    if ((await clipboard.read()) === token) clipboard.write('');
  }

  async #open(launchId: string): Promise<{
    readonly containerId: string;
    readonly address: string;
    readonly token: string;
  }> {
    const launch = this.#find(launchId);
    const { status, containerId, address } = launch;
    if (status !== 'Ready' || containerId === undefined || address === undefined) {
      throw launchConflict(launch, 'is not ready');
    }
    return { containerId, address, token: await readToken(this.#engine(), containerId) };
  }
}
