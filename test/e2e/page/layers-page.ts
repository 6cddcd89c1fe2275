import { expect, type Locator, type Page } from '@playwright/test';

/** What is inside an image, layer by layer. */
export class LayersPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get list(): Locator {
    return this.#page.getByRole('listbox', { name: 'Layers', exact: true });
  }

  get options(): Locator {
    return this.list.getByRole('option');
  }

  /** A layer by its number, the base being 1. */
  layer(number: number): Locator {
    return this.list.getByRole('option', { name: `Layer ${number},` });
  }

  get tree(): Locator {
    return this.#page.getByRole('tree', { name: 'Files' });
  }

  /** The lines of the tree whose accessible names begin so. */
  file(name: string): Locator {
    return this.tree.getByRole('treeitem', { name: new RegExp(`^${escape(name)}(,|$)`) });
  }

  /** The line that the keyboard is at. */
  get currentFile(): Locator {
    return this.tree.getByRole('treeitem', { selected: true });
  }

  get efficiency(): Locator {
    return this.#page.getByRole('region', { name: 'Efficiency' });
  }

  /** What every layer did to the current path. */
  get life(): Locator {
    return this.#page.getByRole('region', { name: 'Life of this path' });
  }

  /** One file, above everything else. */
  get viewer(): Locator {
    return this.#page.getByRole('dialog');
  }

  get search(): Locator {
    return this.#page.getByRole('searchbox', { name: 'Search all layers' });
  }

  get found(): Locator {
    return this.#page.getByRole('listbox', { name: 'Found paths' }).getByRole('option');
  }

  /** The picture of sizes. */
  get sizes(): Locator {
    return this.#page.getByRole('listbox', { name: 'Sizes' });
  }

  /** Chooses one of the ways to see something. */
  async choose(
    name: 'Largest' | 'Build order' | 'Changes' | 'All files' | 'Tree' | 'Map of sizes',
  ): Promise<void> {
    await this.#page.getByRole('radio', { name, exact: true }).check({ force: true });
  }

  /** Waits until the tree shows exactly these names, from top to bottom. */
  async expectFiles(names: readonly string[]): Promise<void> {
    await expect
      .poll(async () => {
        const labels = await this.tree
          .getByRole('treeitem')
          .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
        return labels.map((label) => label.split(',')[0]);
      })
      .toEqual(names);
  }
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
