import './scrub-environment.ts';
import { app, BrowserWindow } from 'electron';
import { join } from 'node:path';
import { composeHandlers } from './compose-handlers.ts';
import { serveWindows } from './ipc/serve-windows.ts';
import { TrustedPages } from './ipc/trusted-sender.ts';
import { fileLogger } from './log/logger.ts';
import { refuseDebugSwitches } from './refuse-debug-switches.ts';
import { installAppMenu } from './window/app-menu.ts';
import { registerAppScheme, serveAppScheme } from './window/app-protocol.ts';
import { openMainWindow } from './window/main-window.ts';
import { lockEveryPage } from './window/navigation-lock.ts';
import { NotebookViews } from './window/notebook-view.ts';

refuseDebugSwitches();

const stateSwitch = app.commandLine.getSwitchValue('user-data-dir');
if (stateSwitch !== '') app.setPath('userData', stateSwitch);
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
  // The engine is asked while Chromium starts and the page loads; calls wait for the handlers.
  const composed = composeHandlers({ stateDirectory, views, log });
  serveWindows(composed.then(({ handlers }) => handlers), pages, log);

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
  app.on('will-quit', () => {
    views.dispose();
    void composed.then(({ dispose }) => dispose());
  });
  void app.whenReady().then(() => {
    installAppMenu();
    serveAppScheme(join(import.meta.dirname, '../renderer'));
    openWindow();
  });
}
