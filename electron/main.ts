import './scrub-environment.ts';
import { app } from 'electron';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveWindows } from './ipc/serve-windows.ts';
import { TrustedPages } from './ipc/trusted-sender.ts';
import { fileLogger } from './log/logger.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { refuseDebugSwitches } from './refuse-debug-switches.ts';
import { RequestQueue } from './service/app/request-queue.ts';
import { installAppMenu } from './window/app-menu.ts';
import { registerAppScheme, serveAppScheme } from './window/app-protocol.ts';
import { MainWindow } from './window/main-window.ts';
import { lockEveryPage } from './window/navigation-lock.ts';
import { NotebookViews } from './window/notebook-view.ts';
import { TerminalWindows } from './window/terminal-windows.ts';

// An engine that hangs must not keep the app from ending.
const QUIT_LIMIT_MS = 3_000;

/** `EX_USAGE` is for mail; a shell's own commands end so when they are used wrongly. */
const EXIT_MISUSED = 2;

refuseDebugSwitches();

// In a checkout they come after the folder that Electron is told to run, whatever it is told before that.
const folderIndex = app.isPackaged
  ? 0
  : process.argv.findLastIndex((arg) => resolve(arg) === app.getAppPath());
const words = process.argv.slice(folderIndex + 1).filter((arg) => !arg.startsWith('-'));
const commandLine = parseCommandLine(words);
if (commandLine.kind === 'refused') {
  process.stderr.write(`berth: ${commandLine.message}\n`);
  process.exit(EXIT_MISUSED);
}

const stateSwitch = app.commandLine.getSwitchValue('user-data-dir');
if (stateSwitch !== '') app.setPath('userData', resolve(stateSwitch));
const stateDirectory = app.getPath('userData');

// The event's own copy of the command line comes in an order that Chromium chose.
if (app.requestSingleInstanceLock({ words })) run();
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

  const requests = new RequestQueue();
  if (commandLine.kind === 'request') requests.push(commandLine.request);
  const pages = new TrustedPages();
  const views = new NotebookViews();
  const windowParts = {
    preloadFile: join(import.meta.dirname, '../preload/preload.cjs'),
    pages,
    log,
  };
  const main = new MainWindow(stateDirectory, windowParts);
  let isQuitting = false;
  const terminalWindows = new TerminalWindows(windowParts, () => {
    // A terminal whose window is closed goes back to the main one, which may have been closed before.
    if (!isQuitting && !main.isOpen) main.show();
  });
  let dispose = async (): Promise<void> => {};
  let onFirstScript: () => void = () => undefined;
  const firstScript = new Promise<void>((resolve) => (onFirstScript = resolve));
  // Nine tenths of our code, read and run while the page draws its first picture; calls wait for it.
  const served = firstScript.then(async () => {
    const { serve } = await import('./serve.ts');
    const made = serve(stateDirectory, views, requests, terminalWindows);
    dispose = made.dispose;
    return made;
  });
  serveWindows(served, pages, log);

  app.on('second-instance', (_event, _argv, _directory, data) => {
    const asked = parseCommandLine(wordsOf(data));
    if (asked.kind === 'request') requests.push(asked.request);
    main.show();
  });
  app.on('activate', main.show);
  app.on('before-quit', () => (isQuitting = true));
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
    main.show();
  });
}

/** What another start of the app was given; it may be of another version. */
function wordsOf(data: unknown): readonly string[] {
  const isRecord = typeof data === 'object' && data !== null && 'words' in data;
  if (!isRecord || !Array.isArray(data.words)) return [];
  return data.words.filter((word) => typeof word === 'string');
}
