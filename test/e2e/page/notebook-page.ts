import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';

/** A notebook's own page in its locked view inside the window. */
export class NotebookPage {
  readonly #page: Page;
  readonly #electron: ElectronApplication;

  constructor(page: Page, electron: ElectronApplication) {
    this.#page = page;
    this.#electron = electron;
  }

  /** The bar above the notebook's page. */
  button(name: string): Locator {
    return this.#page.getByRole('main').getByRole('button', { name, exact: true });
  }

  /** The page that the notebook's server serves. */
  async inner(): Promise<Page> {
    await expect(async () => expect(this.#inner()).toBeDefined()).toPass();
    const inner = this.#inner();
    if (inner === undefined) throw new Error('the notebook has no page');
    return inner;
  }

  #inner(): Page | undefined {
    return this.#electron
      .context()
      .pages()
      .find((page) => page.url().startsWith('http://127.0.0.1:'));
  }
}
