import type { Locator, Page } from '@playwright/test';
import type { PsRow } from '../docker-cli.ts';

/** The table of containers. */
export class ContainersPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get grid(): Locator {
    return this.#page.getByRole('grid', { name: 'Containers', exact: true });
  }

  /** Every row of the table that is in the document, without its head. */
  get rows(): Locator {
    return this.grid.getByRole('row').filter({ has: this.#page.getByRole('gridcell') });
  }

  /** The row of the container with exactly this name. */
  row(name: string): Locator {
    return this.grid.getByRole('row', { name: new RegExp(`^${escape(name)}(?![\\w.-])`) });
  }

  /** A button of a row. */
  action(name: string, action: RowAction): Locator {
    return this.row(name).getByRole('button', { name: action, exact: true });
  }

  get filter(): Locator {
    return this.#page.getByRole('searchbox');
  }

  /** The head of a column, which sorts. */
  columnHead(title: string): Locator {
    return this.grid.getByRole('columnheader', { name: title });
  }

  /** Names of the rows in sight, from top to bottom as they are seen. */
  async shownNames(): Promise<readonly string[]> {
    return (await this.shownRows()).map(({ name }) => name);
  }

  /** The rows in sight as the table shows them, from top to bottom. */
  async shownRows(): Promise<readonly PsRow[]> {
    const texts = await this.rows.evaluateAll((rows) =>
      rows
        .toSorted((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
        .map((row) => [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent)),
    );
    const titles = await this.grid.getByRole('columnheader').allTextContents();
    const at = (cells: readonly (string | null)[], title: string): string =>
      cells[titles.indexOf(title)] ?? '';
    return texts.map((cells) => ({
      name: at(cells, 'Name'),
      state: at(cells, 'State'),
      image: at(cells, 'Image'),
      ports: at(cells, 'Ports'),
    }));
  }
}

/** What a row offers. */
export type RowAction = 'Start' | 'Stop' | 'Restart' | 'Terminal' | 'Logs' | 'Remove' | 'Actions';

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
