import type { Locator, Page } from '@playwright/test';

/** The panel of pulls, image builds and other long work. */
export class TasksPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get region(): Locator {
    return this.#page.getByRole('region', { name: 'Tasks', exact: true });
  }

  /** The button of the status bar that opens the panel. */
  get button(): Locator {
    return this.#page.getByRole('contentinfo').getByRole('button', { name: /task/i });
  }

  /** The entry of one task. */
  task(title: string | RegExp): Locator {
    return this.region.getByRole('listitem').filter({ hasText: title });
  }

  async open(): Promise<void> {
    if (!(await this.region.isVisible())) await this.button.click();
  }
}
