import { app, BrowserWindow, nativeTheme } from 'electron';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { TrustedPages } from '../ipc/trusted-sender.ts';
import { APP_ORIGIN } from '../ipc/trusted-sender.ts';
import type { Logger } from '../log/logger.ts';
import { cutOff, denyPermissions } from './navigation-lock.ts';

// The page paints these before its style sheet is there; both are `--color-canvas` of tokens.css.
const CANVAS = { light: '#ffffff', dark: '#111317' } as const;

const SizeSchema = z.object({
  width: z.number().int().min(960).max(20_000),
  height: z.number().int().min(600).max(20_000),
  isMaximized: z.boolean(),
});
const HOME = `${APP_ORIGIN}/index.html`;
const DEFAULT_SIZE = { width: 1280, height: 800, isMaximized: false } as const;

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
    minWidth: 960,
    minHeight: 600,
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

function readSize(file: string): z.infer<typeof SizeSchema> {
  try {
    return SizeSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // No file yet, or one that does not fit: a window's size is not worth a question.
    return DEFAULT_SIZE;
  }
}

function saveSize(file: string, size: z.infer<typeof SizeSchema>): void {
  try {
    const { width, height, isMaximized } = size;
    writeFileSync(file, JSON.stringify({ width, height, isMaximized }), { mode: 0o600 });
  } catch {
    // A full disk must not keep the window open.
  }
}
