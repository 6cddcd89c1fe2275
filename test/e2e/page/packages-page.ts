import type { Locator, Page } from '@playwright/test';

/** The packages of an image, and the search through all images. */
export class PackagesPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get grid(): Locator {
    return this.#page.getByRole('grid', { name: 'Packages', exact: true });
  }

  /** The rows whose accessible names begin so, as in `bash, 5.2`. */
  row(start: string): Locator {
    return this.grid.getByRole('row', { name: new RegExp(`^${escape(start)}(,|$)`) });
  }

  /** What the search through all images found, row by row. */
  get found(): Locator {
    return this.#page
      .getByRole('grid', { name: 'Found packages' })
      .getByRole('row')
      .filter({ has: this.#page.getByRole('gridcell') });
  }

  get search(): Locator {
    return this.#page.getByRole('searchbox', { name: 'Find a package' });
  }

  get count(): Locator {
    return this.#page.getByRole('status', { name: 'Count of packages' });
  }

  get filter(): Locator {
    return this.#page.getByRole('searchbox', { name: 'Filter packages' });
  }

  get gpu(): Locator {
    return this.#page.getByRole('list', { name: 'GPU libraries' });
  }

  /** Chooses how packages stand together. */
  async group(name: 'List' | 'By layer' | 'By type'): Promise<void> {
    await this.#page.getByRole('radio', { name, exact: true }).check({ force: true });
  }
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
