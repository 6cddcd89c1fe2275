import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ContainerPage } from './page/container-page.ts';
import { ContainersPage } from './page/containers-page.ts';
import { FramePage } from './page/frame-page.ts';
import { ImagesPage } from './page/images-page.ts';
import { LayersPage } from './page/layers-page.ts';
import { PackagesPage } from './page/packages-page.ts';
import { NotebookPage } from './page/notebook-page.ts';
import { NotebooksPage } from './page/notebooks-page.ts';
import { TasksPage } from './page/tasks-page.ts';
import { TerminalsPage } from './page/terminals-page.ts';
import { ownDisplay } from './test-display.ts';
import { giveToWindow } from './test-identity.ts';

/** How the app is started. */
export interface OpenOptions {
  /** The engine's address as the Docker CLI would be told; absent: whatever `env` says. */
  readonly dockerHost?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The program to start in Electron's place; it takes Electron's arguments. */
  readonly program?: string;
  /** More arguments, as on a command line. */
  readonly arguments?: readonly string[];
}

/** How long the app gets to close in good order; it takes well under a second. */
const CLOSE_TIMEOUT_MS = 10_000;

/** The folder that Electron is told to start. */
export const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));

/** The state directory of one or more starts of the app. Dispose it. */
export class AppState implements AsyncDisposable {
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async make(): Promise<AppState> {
    const directory = await mkdtemp(join(tmpdir(), 'berth-e2e-'));
    await giveToWindow(directory);
    return new AppState(directory);
  }

  /** A folder below it that the app may write to. */
  async folder(name: string): Promise<string> {
    const path = join(this.directory, name);
    await mkdir(path, { recursive: true });
    await giveToWindow(path);
    return path;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The app with its window open, driven from outside. Dispose it. */
export class BerthApp implements AsyncDisposable {
  readonly electron: ElectronApplication;
  /** The app's own page; a notebook's page is another one. */
  readonly page: Page;
  readonly state: AppState;
  readonly frame: FramePage;
  readonly containers: ContainersPage;
  readonly images: ImagesPage;
  readonly layers: LayersPage;
  readonly packages: PackagesPage;
  readonly container: ContainerPage;
  readonly notebooks: NotebooksPage;
  readonly notebook: NotebookPage;
  readonly tasks: TasksPage;
  readonly terminals: TerminalsPage;

  readonly #process: ChildProcess;

  private constructor(electron: ElectronApplication, page: Page, state: AppState) {
    this.electron = electron;
    // Playwright forgets it when the app has closed.
    this.#process = electron.process();
    this.page = page;
    this.state = state;
    this.frame = new FramePage(page);
    this.containers = new ContainersPage(page);
    this.images = new ImagesPage(page);
    this.layers = new LayersPage(page);
    this.packages = new PackagesPage(page);
    this.container = new ContainerPage(page);
    this.notebooks = new NotebooksPage(page);
    this.notebook = new NotebookPage(page, electron);
    this.tasks = new TasksPage(page);
    this.terminals = new TerminalsPage(page);
  }

  /** Starts the app of this checkout on a state directory and waits for its window. */
  static async open(state: AppState, options: OpenOptions = {}): Promise<BerthApp> {
    const electron = await _electron.launch({
      executablePath: options.program ?? testElectron(),
      // On every machine the page's own elements draw terminals: their lines can be read.
      args: [
        CHECKOUT,
        `--user-data-dir=${state.directory}`,
        '--disable-3d-apis',
        ...(options.arguments ?? []),
      ],
      env: await appEnvironment(state, options),
      // Without this Playwright switches Chromium's sandbox off.
      chromiumSandbox: true,
      // Nor is light or dark its business: the page asks the system, as it does for people.
      colorScheme: null,
    });
    const page = await electron.firstWindow();
    // Its frame is there before, as plain HTML.
    await page.locator('#main').waitFor();
    return new BerthApp(electron, page, state);
  }

  /** The number of the main process. */
  get pid(): number {
    const { pid } = this.#process;
    if (pid === undefined) throw new Error('the app did not start');
    return pid;
  }

  /** Light or dark, as if the desktop had been switched. */
  async useTheme(theme: 'light' | 'dark'): Promise<void> {
    await this.electron.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source;
    }, theme);
  }

  /** Closes the app as its user would; ends it by its number when it does not close. */
  async close(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const isClosed = await Promise.race([
      this.electron.close().then(() => true),
      sleep(CLOSE_TIMEOUT_MS, false, { ref: false }),
    ]);
    if (isClosed) return;
    // Playwright starts the app as the leader of a process group of its own.
    process.kill(-this.pid, 'SIGKILL');
    throw new Error(`the app did not close within ${CLOSE_TIMEOUT_MS / 1000} s`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** The program that starts a window: Electron, as the window's user. */
export function testElectron(): string {
  const program = process.env['BERTH_TEST_ELECTRON'];
  if (program === undefined) throw new Error('start these tests with: npm run e2e');
  return program;
}

/** A desktop session's environment: nothing of the test runner's own, and no Docker settings of this machine. */
export async function appEnvironment(
  state: AppState,
  { dockerHost, env }: OpenOptions,
): Promise<Record<string, string>> {
  const inherited = ['PATH', 'HOME', 'DISPLAY', 'XAUTHORITY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR'];
  return {
    ...Object.fromEntries(
      inherited.map((name) => [name, process.env[name] ?? '']).filter(([, value]) => value !== ''),
    ),
    ...ownDisplay(),
    LANG: 'C.UTF-8',
    DOCKER_CONFIG: await state.folder('docker'),
    // For programs that stand between: they start this one in the end.
    BERTH_TEST_ELECTRON: testElectron(),
    ...(dockerHost === undefined ? {} : { DOCKER_HOST: dockerHost }),
    ...env,
  };
}
