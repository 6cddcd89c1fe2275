import { BrowserWindow, webContents, WebContentsView, type Session } from 'electron';
import type { ViewBounds } from '../../shared/contract/launch.ts';
import { denyPermissions } from './navigation-lock.ts';

/** A notebook to show: its page and the key to it, which stays in this process. */
export interface NotebookPage {
  readonly containerId: string;
  /** `http://127.0.0.1:PORT/`, without the token. */
  readonly address: string;
  readonly token: string;
  /** Electron's id of the window page that asked. */
  readonly webContentsId: number;
  readonly bounds: ViewBounds;
}

/**
 * The notebooks' pages inside the window, each locked to the one origin that it comes from.
 * A notebook's page is not trusted: whoever made the image wrote it. It has a partition of its own
 * in memory, no preload, no permission, and reaches no other address, local ports included.
 */
export class NotebookViews {
  readonly #views = new Map<string, WebContentsView>();
  #shown: { readonly view: WebContentsView; readonly window: BrowserWindow } | undefined;

  readonly show = (page: NotebookPage): void => {
    const asking = webContents.fromId(page.webContentsId);
    const window = asking === undefined ? null : BrowserWindow.fromWebContents(asking);
    if (window === null) return;
    this.hide();
    const known = this.#views.get(page.containerId);
    const view = known ?? lockedView(page);
    this.#views.set(page.containerId, view);
    view.webContents.once('destroyed', () => this.#forget(page.containerId, view));
    if (known === undefined || originOf(view.webContents.getURL()) !== originOf(page.address)) {
      lockSession(view.webContents.session, page);
      void view.webContents.loadURL(page.address);
    }
    window.contentView.addChildView(view);
    this.#shown = { view, window };
    this.place(page.bounds);
    view.webContents.focus();
  };

  /** Moves the shown view; CSS pixels of the window's page, whatever its zoom. */
  readonly place = (bounds: ViewBounds): void => {
    if (this.#shown === undefined) return;
    const { view, window } = this.#shown;
    const zoom = window.webContents.getZoomFactor();
    view.setBounds({
      x: Math.round(bounds.x * zoom),
      y: Math.round(bounds.y * zoom),
      width: Math.round(bounds.width * zoom),
      height: Math.round(bounds.height * zoom),
    });
  };

  /** Takes the view off the window; its page, kernel connections and all, stays as it is. */
  readonly hide = (): void => {
    if (this.#shown === undefined) return;
    const { view, window } = this.#shown;
    this.#shown = undefined;
    if (!window.isDestroyed()) window.contentView.removeChildView(view);
  };

  readonly reload = (): void => this.#shown?.view.webContents.reload();

  /** Ends a notebook's page for good: its container stopped or went. */
  readonly close = (containerId: string): void => {
    const view = this.#views.get(containerId);
    if (view === undefined) return;
    if (this.#shown?.view === view) this.hide();
    this.#forget(containerId, view);
    view.webContents.close({ waitForBeforeUnload: false });
  };

  /** Ends all pages. */
  dispose(): void {
    for (const containerId of this.#views.keys()) this.close(containerId);
  }

  #forget(containerId: string, view: WebContentsView): void {
    if (this.#views.get(containerId) === view) this.#views.delete(containerId);
  }
}

function originOf(url: string): string | undefined {
  return URL.parse(url)?.origin;
}

function lockedView({ containerId, address }: NotebookPage): WebContentsView {
  const view = new WebContentsView({
    webPreferences: {
      // Without `persist:` a partition lives in memory. One each: cookies know hosts, not ports.
      partition: `nb-${containerId}`,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  const page = view.webContents;
  page.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  const origin = originOf(address);
  const stayAtHome = (event: { readonly url: string; preventDefault: () => void }): void => {
    if (originOf(event.url) !== origin) event.preventDefault();
  };
  page.on('will-frame-navigate', stayAtHome);
  page.on('will-redirect', stayAtHome);
  // Notebook pages open documents as new tabs: what stays at home takes the place of this page.
  page.setWindowOpenHandler(({ url }) => {
    if (originOf(url) === origin) void page.loadURL(url);
    return { action: 'deny' };
  });
  // "Leave site?" would leave a page that cannot be closed.
  page.on('will-prevent-unload', (event) => event.preventDefault());
  return view;
}

/** Lets a notebook's session speak to its own server alone, and speak for the user there. */
function lockSession(partition: Session, { address, token }: NotebookPage): void {
  const home = new URL(address);
  const own = new Set([home.origin, home.origin.replace(/^http/, 'ws')]);
  const isOwn = (url: string): boolean => {
    const parsed = URL.parse(url);
    if (parsed === null) return false;
    // Chromium gives `ws:` no origin of its own here, so it is put together.
    return own.has(`${parsed.protocol}//${parsed.host}`);
  };
  denyPermissions(partition);
  partition.webRequest.onBeforeRequest(({ url }, answer) => {
    const isInline = url.startsWith('data:') || url.startsWith('blob:');
    answer({ cancel: !isInline && !isOwn(url) });
  });
  partition.webRequest.onBeforeSendHeaders(({ url, requestHeaders }, answer) => {
    if (isOwn(url)) requestHeaders['Authorization'] = `token ${token}`;
    answer({ requestHeaders });
  });
  partition.on('will-download', (event) => event.preventDefault());
}
