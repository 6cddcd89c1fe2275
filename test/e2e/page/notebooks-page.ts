import type { Locator, Page } from '@playwright/test';

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
  | 'Logs';
