import { app, BrowserWindow, nativeTheme, type BrowserWindowConstructorOptions } from 'electron';
import { join } from 'node:path';
import type { TrustedPages } from '../ipc/trusted-sender.ts';
import { APP_ORIGIN } from '../ipc/trusted-sender.ts';
import type { Logger } from '../log/logger.ts';
import { cutOff, denyPermissions } from './navigation-lock.ts';
import { offerTextMenu } from './text-menu.ts';

// The page paints these before its style sheet is there; both are `--color-canvas` of tokens.css.
const CANVAS = { light: '#ffffff', dark: '#111317' } as const;

const HOME = `${APP_ORIGIN}/index.html`;

/** What a window of ours needs around it. */
export interface AppWindowParts {
  readonly preloadFile: string;
  readonly pages: TrustedPages;
  readonly log: Logger;
}

/**
 * Opens a window with our own page, locked in every way, and not shown yet. A page that crashes is loaded again:
 * all work lives in the main process.
 * @param place the fragment of its address: what it shows
 */
export function openAppWindow(
  { preloadFile, pages, log }: AppWindowParts,
  options: BrowserWindowConstructorOptions,
  place = '',
): BrowserWindow {
  const home = `${HOME}${place}`;
  const window = new BrowserWindow({
    ...options,
    show: false,
    autoHideMenuBar: true,
    // macOS and Windows take the program's own; under X11 a window has only what it brings.
    ...(app.isPackaged &&
      process.platform === 'linux' && { icon: join(process.resourcesPath, 'icon.png') }),
    backgroundColor: nativeTheme.shouldUseDarkColors ? CANVAS.dark : CANVAS.light,
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  const { webContents } = window;
  pages.add(webContents.id);
  // Chromium asks for this one when a page writes to the clipboard after a click.
  denyPermissions(webContents.session, new Set(['clipboard-sanitized-write']));
  void cutOff(webContents);
  offerTextMenu(window);
  window.once('closed', () => pages.remove(webContents.id));
  webContents.on('render-process-gone', (_event, { reason }) => {
    log.info(`window page gone: ${reason}`);
    if (reason === 'clean-exit') return;
    // Not within this event: Chromium is still putting the dead page away, and a reload ends the app.
    setImmediate(() => {
      if (!window.isDestroyed()) webContents.reload();
    });
  });
  // No lock is asked about `about:blank`: a page that has gone there comes back.
  webContents.on('did-navigate', (_event, url) => {
    if (!url.startsWith(`${APP_ORIGIN}/`)) void window.loadURL(home);
  });
  void window.loadURL(home);
  return window;
}
