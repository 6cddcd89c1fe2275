import { app, BrowserWindow, nativeTheme } from 'electron';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrustedPages } from '../ipc/trusted-sender.ts';
import { APP_ORIGIN } from '../ipc/trusted-sender.ts';
import type { Logger } from '../log/logger.ts';
import { cutOff, denyPermissions } from './navigation-lock.ts';

// The page paints these before its style sheet is there; both are `--color-canvas` of tokens.css.
const CANVAS = { light: '#ffffff', dark: '#111317' } as const;

/** A window's size in pixels, and whether it fills the screen. */
interface WindowSize {
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
}

const MIN_SIZE = { width: 960, height: 600 } as const;
const MAX_SIDE_PX = 20_000;
const HOME = `${APP_ORIGIN}/index.html`;
const DEFAULT_SIZE: WindowSize = { width: 1280, height: 800, isMaximized: false };

/** What a main window needs around it. */
export interface MainWindowParts {
  readonly stateDirectory: string;
  readonly preloadFile: string;
  readonly pages: TrustedPages;
  readonly log: Logger;
}

/** Opens the window. A page that crashes is loaded again: all work lives in the main process. */
export function openMainWindow({
  stateDirectory,
  preloadFile,
  pages,
  log,
}: MainWindowParts): BrowserWindow {
  const sizeFile = join(stateDirectory, 'window.json');
  const { isMaximized, ...size } = readSize(sizeFile);
  const window = new BrowserWindow({
    ...size,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: 'Berth',
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
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize();
    window.show();
  });
  window.on('close', () => {
    saveSize(sizeFile, { ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  });
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
    if (!url.startsWith(`${APP_ORIGIN}/`)) void window.loadURL(HOME);
  });
  void window.loadURL(HOME);
  return window;
}

function readSize(file: string): WindowSize {
  try {
    const { width, height, isMaximized } = JSON.parse(readFileSync(file, 'utf8'));
    if (!isSide(width, MIN_SIZE.width) || !isSide(height, MIN_SIZE.height)) return DEFAULT_SIZE;
    return { width, height, isMaximized: isMaximized === true };
  } catch {
    // No file yet, or one that does not fit: a window's size is not worth a question.
    return DEFAULT_SIZE;
  }
}

/** Checked by hand: a schema library would be loaded before the window for this alone. */
function isSide(value: unknown, minPx: number): value is number {
  return Number.isInteger(value) && Number(value) >= minPx && Number(value) <= MAX_SIDE_PX;
}

function saveSize(file: string, size: WindowSize): void {
  try {
    const { width, height, isMaximized } = size;
    writeFileSync(file, JSON.stringify({ width, height, isMaximized }), { mode: 0o600 });
  } catch {
    // A full disk must not keep the window open.
  }
}
