import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { FramePage } from '../e2e/page/frame-page.ts';
import { NotebookPage } from '../e2e/page/notebook-page.ts';
import { NotebooksPage } from '../e2e/page/notebooks-page.ts';

/** The app as `npm start` opens it, with its screens at hand. */
export interface DemoWindow {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly frame: FramePage;
  readonly notebooks: NotebooksPage;
  readonly notebook: NotebookPage;
}

/** A window may open on a loaded machine; it takes about a second. */
const OPEN_TIMEOUT_MS = 60_000;

/** Opens the app of this checkout under the same Electron that runs this script. */
export async function openDemoWindow(args: readonly string[]): Promise<DemoWindow> {
  // As root Chromium has no sandbox to enable.
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const electron = await _electron.launch({
    executablePath: process.execPath,
    args: [fileURLToPath(new URL('../..', import.meta.url)), ...args],
    env: windowEnvironment(),
    chromiumSandbox: !isRoot,
    colorScheme: null,
    timeout: OPEN_TIMEOUT_MS,
  });
  const page = await electron.firstWindow({ timeout: OPEN_TIMEOUT_MS });
  await page.waitForLoadState('load');
  return {
    electron,
    page,
    frame: new FramePage(page),
    notebooks: new NotebooksPage(page),
    notebook: new NotebookPage(page, electron),
  };
}

function windowEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = Object.fromEntries(entries);
  return rest;
}
