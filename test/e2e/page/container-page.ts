import type { Locator, Page } from '@playwright/test';

/** The page of one container. */
export class ContainerPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  tab(name: 'Overview' | 'Logs' | 'Inspect'): Locator {
    return this.#page.getByRole('tab', { name, exact: true });
  }

  get panel(): Locator {
    return this.#page.getByRole('tabpanel');
  }

  /** The log's lines. */
  get log(): Locator {
    return this.#page.getByRole('log');
  }
}
