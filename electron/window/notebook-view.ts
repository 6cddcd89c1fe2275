import { BrowserWindow, webContents, WebContentsView, type Input } from 'electron';
import type { ViewBounds } from '../../shared/contract/launch.ts';
import { cutOff, denyPermissions } from './navigation-lock.ts';

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

/** A view and where it is at home now: a restarted container has another port. */
interface LockedNotebook {
  readonly view: WebContentsView;
  home: NotebookHome;
}

interface NotebookHome {
  readonly origin: string;
  readonly token: string;
}

/**
 * The notebooks' pages inside the window, each locked to the one origin that it comes from.
 * A notebook's page is not trusted: whoever made the image wrote it. It has a partition of its own
 * in memory, no preload, no permission, and reaches no other address, local ports included.
 */
export class NotebookViews {
  readonly #notebooks = new Map<string, LockedNotebook>();
  #shown: { readonly view: WebContentsView; readonly window: BrowserWindow } | undefined;

  /** Shows a notebook at its bounds; a page that is loaded already stays as it is. */
  readonly show = (page: NotebookPage): void => {
    const asking = webContents.fromId(page.webContentsId);
    const window = asking === undefined ? null : BrowserWindow.fromWebContents(asking);
    if (window === null) return;
    this.hide();
    const { view } = this.#loaded(page);
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

  /** Loads the shown page again. */
  readonly reload = (): void => this.#shown?.view.webContents.reload();

  /** Ends a notebook's page for good: its container stopped or went. */
  readonly close = (containerId: string): void => {
    const notebook = this.#notebooks.get(containerId);
    if (notebook === undefined) return;
    if (this.#shown?.view === notebook.view) this.hide();
    this.#notebooks.delete(containerId);
    notebook.view.webContents.close({ waitForBeforeUnload: false });
  };

  /** Ends all pages. */
  dispose(): void {
    for (const containerId of this.#notebooks.keys()) this.close(containerId);
  }

  #loaded({ containerId, address, token }: NotebookPage): LockedNotebook {
    const home: NotebookHome = { origin: new URL(address).origin, token };
    const known = this.#notebooks.get(containerId);
    if (known?.home.origin === home.origin) {
      known.home = home;
      return known;
    }
    const notebook = known ?? this.#make(containerId, home);
    notebook.home = home;
    void goHome(notebook, address);
    return notebook;
  }

  #make(containerId: string, home: NotebookHome): LockedNotebook {
    const notebook = lockedNotebook(containerId, home);
    this.#notebooks.set(containerId, notebook);
    notebook.view.webContents.once('destroyed', () => {
      if (this.#notebooks.get(containerId) === notebook) this.#notebooks.delete(containerId);
    });
    return notebook;
  }
}

function lockedNotebook(containerId: string, home: NotebookHome): LockedNotebook {
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
  const notebook: LockedNotebook = { view, home };
  const page = view.webContents;
  const stayAtHome = (event: {
    readonly url: string;
    readonly isMainFrame: boolean;
    preventDefault: () => void;
  }): void => {
    // Cells show maps and charts as frames that are their own address; what those ask for is filtered.
    if (event.url.startsWith('data:') && !event.isMainFrame) return;
    if (originOf(event.url) !== notebook.home.origin) event.preventDefault();
  };
  page.on('before-input-event', (event, input) => {
    if (handOverKey(view, input)) event.preventDefault();
  });
  page.on('will-frame-navigate', stayAtHome);
  page.on('will-redirect', stayAtHome);
  // Notebook pages open documents as new tabs: what stays at home takes the place of this page.
  page.setWindowOpenHandler(({ url }) => {
    if (originOf(url) === notebook.home.origin) void page.loadURL(url);
    return { action: 'deny' };
  });
  // "Leave site?" would leave a page that cannot be closed.
  page.on('will-prevent-unload', (event) => event.preventDefault());
  lockSession(notebook);
  return notebook;
}

async function goHome({ view, home }: LockedNotebook, address: string): Promise<void> {
  const page = view.webContents;
  await cutOff(page, new URL(home.origin).host);
  if (!page.isDestroyed()) await page.loadURL(address);
}

/**
 * Gives the keys that are the window's to the window: Ctrl or Cmd with a digit changes the screen, F6
 * leaves the notebook for the bar above it. Reloading means the notebook while it has the focus.
 * True when the key was one of these.
 */
function handOverKey(view: WebContentsView, { type, key, control, meta }: Input): boolean {
  if (type !== 'keyDown') return false;
  const hasCommand = process.platform === 'darwin' ? meta : control;
  if (key === 'F5' || (hasCommand && key.toLowerCase() === 'r')) {
    view.webContents.reload();
    return true;
  }
  const isScreen = hasCommand && /^[1-9]$/.test(key);
  if (!isScreen && key !== 'F6') return false;
  const window = BrowserWindow.getAllWindows().find(({ contentView }) =>
    contentView.children.includes(view),
  );
  window?.webContents.focus();
  if (isScreen) {
    const modifiers = [process.platform === 'darwin' ? 'meta' : 'control'] as const;
    window?.webContents.sendInputEvent({
      type: 'keyDown',
      keyCode: key,
      modifiers: [...modifiers],
    });
  }
  return true;
}

/** Lets a notebook's session speak to its own server alone, and speak for the user there. */
function lockSession(notebook: LockedNotebook): void {
  const { session } = notebook.view.webContents;
  denyPermissions(session);
  const isAtHome = (url: string): boolean =>
    originOf(url.replace(/^ws(s?):/, 'http$1:')) === notebook.home.origin;
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const isInline = url.startsWith('data:') || url.startsWith('blob:');
    answer({ cancel: !isInline && !isAtHome(url) });
  });
  session.webRequest.onBeforeSendHeaders(({ url, requestHeaders }, answer) => {
    if (isAtHome(url)) requestHeaders['Authorization'] = `token ${notebook.home.token}`;
    answer({ requestHeaders });
  });
  session.on('will-download', (event) => event.preventDefault());
}

function originOf(url: string): string | undefined {
  return URL.parse(url)?.origin;
}
