import { expect, type Locator, type Page } from '@playwright/test';

/** Handing the image to the engine takes 15 s on a quiet machine with two cores; this is for a busy one. */
const READY_TIMEOUT_MS = 300_000;

/** The catalogue and the launches under way. */
export class NotebooksPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get running(): Locator {
    return this.#page.getByRole('region', { name: 'Running', exact: true });
  }

  /** A card of the catalogue. */
  card(title: string): Locator {
    return this.#page.getByRole('article', { name: title, exact: true });
  }

  /** Every launch, newest first. */
  get launches(): Locator {
    return this.running.getByRole('article');
  }

  launch(name: string): Locator {
    return this.running.getByRole('article', { name, exact: true });
  }

  /** The status of a launch: `Pulling`, `Creating`, `Starting`, `Ready`, `Failed` or `Stopped`. */
  status(launch: Locator): Locator {
    return launch.getByRole('status').first();
  }

  button(launch: Locator, name: LaunchAction): Locator {
    return launch.getByRole('button', { name, exact: true });
  }

  /** Waits for a launch to become ready; one that fails instead fails the test with all that it says. */
  async waitUntilReady(launch: Locator): Promise<void> {
    const status = this.status(launch);
    await expect(status).toHaveText(/^(Ready|Failed)$/, { timeout: READY_TIMEOUT_MS });
    if ((await status.innerText()) === 'Ready') return;
    const details = launch.getByRole('button', { name: 'Details', exact: true });
    if (await details.isVisible()) await details.click();
    throw new Error(`the launch failed: ${await launch.innerText()}`);
  }

  async start(title: string): Promise<void> {
    await this.card(title).getByRole('button', { name: 'Launch', exact: true }).click();
  }
}

/** What a launch offers. */
export type LaunchAction =
  | 'Open'
  | 'Open in browser'
  | 'Copy address'
  | 'Stop'
  | 'Cancel'
  | 'Start'
  | 'Restart'
  | 'Remove'
  | 'Terminal'
  | 'Logs';
