import './scrub-environment.ts';
import { app, BrowserWindow } from 'electron';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveWindows } from './ipc/serve-windows.ts';
import { TrustedPages } from './ipc/trusted-sender.ts';
import { fileLogger } from './log/logger.ts';
import { refuseDebugSwitches } from './refuse-debug-switches.ts';
import { installAppMenu } from './window/app-menu.ts';
import { registerAppScheme, serveAppScheme } from './window/app-protocol.ts';
import { openMainWindow } from './window/main-window.ts';
import { lockEveryPage } from './window/navigation-lock.ts';
import { NotebookViews } from './window/notebook-view.ts';

// An engine that hangs must not keep the app from ending.
const QUIT_LIMIT_MS = 3_000;

refuseDebugSwitches();

const stateSwitch = app.commandLine.getSwitchValue('user-data-dir');
if (stateSwitch !== '') app.setPath('userData', resolve(stateSwitch));
const stateDirectory = app.getPath('userData');

if (app.requestSingleInstanceLock()) run();
else app.quit();

/** Everything is constructed here, in order, by hand. */
function run(): void {
  // As root Chromium has no sandbox to enable, and insisting ends in a crash loop.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerAppScheme();
  lockEveryPage();

  const log = fileLogger(join(stateDirectory, 'logs'));
  log.info(`Berth ${app.getVersion()} on Electron ${process.versions.electron}`);
  process.on('uncaughtException', (error) => log.error('uncaught', error));
  process.on('unhandledRejection', (reason) => log.error('unhandled rejection', reason));

  const pages = new TrustedPages();
  const views = new NotebookViews();
  let dispose = async (): Promise<void> => {};
  let onFirstScript: () => void = () => undefined;
  const firstScript = new Promise<void>((resolve) => (onFirstScript = resolve));
  // Nine tenths of our code, read and run while the page draws its first picture; calls wait for it.
  const served = firstScript.then(async () => {
    const { serve } = await import('./serve.ts');
    const made = serve(stateDirectory, views);
    dispose = made.dispose;
    return made;
  });
  serveWindows(served, pages, log);

  const openWindow = (): void => {
    const preloadFile = join(import.meta.dirname, '../preload/preload.cjs');
    openMainWindow({ stateDirectory, preloadFile, pages, log });
  };
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let isDisposed = false;
  app.on('will-quit', (event) => {
    views.dispose();
    if (isDisposed) return;
    // What is under way is written down first, so that the next start tells the truth about it.
    event.preventDefault();
    void Promise.race([dispose(), sleep(QUIT_LIMIT_MS)])
      .catch((error: unknown) => log.error('could not end in order', error))
      .finally(() => {
        isDisposed = true;
        app.quit();
      });
  });
  void app.whenReady().then(() => {
    installAppMenu();
    serveAppScheme(join(import.meta.dirname, '../renderer'), onFirstScript);
    openWindow();
  });
}
