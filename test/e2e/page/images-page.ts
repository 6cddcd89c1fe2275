import type { Locator, Page } from '@playwright/test';

/** The table of images. */
export class ImagesPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get grid(): Locator {
    return this.#page.getByRole('grid', { name: 'Images', exact: true });
  }

  /** Every row of the table that is in the document, without its head. */
  get rows(): Locator {
    return this.grid.getByRole('row').filter({ has: this.#page.getByRole('gridcell') });
  }

  /** The row of exactly this name. */
  row(reference: string): Locator {
    return this.grid.getByRole('row', { name: new RegExp(`^${escape(reference)},`) });
  }

  /** A button of a row. */
  action(reference: string, action: 'Remove' | 'Actions'): Locator {
    return this.row(reference).getByRole('button', { name: action, exact: true });
  }

  /** The box that marks a row. */
  mark(reference: string): Locator {
    return this.row(reference).getByRole('checkbox');
  }

  get filter(): Locator {
    return this.#page.getByRole('searchbox', { name: 'Filter images' });
  }

  get prune(): Locator {
    return this.#page.getByRole('button', { name: 'Prune', exact: true }).first();
  }

  /** What a column says in each row in sight, by the row's name. */
  async column(title: string): Promise<ReadonlyMap<string, string>> {
    const titles = await this.grid.getByRole('columnheader').allTextContents();
    const at = titles.indexOf(title);
    const pairs = await this.rows.evaluateAll(
      (rows, index) =>
        rows.map((row): [string, string] => [
          row.getAttribute('aria-label')?.split(',')[0] ?? '',
          row.querySelectorAll('[role=gridcell]')[index]?.textContent ?? '',
        ]),
      at,
    );
    return new Map(pairs);
  }
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
