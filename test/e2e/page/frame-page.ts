import type { Locator, Page } from '@playwright/test';

/** The rail, the status bar and the notices around every screen. */
export class FramePage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The rail. */
  get rail(): Locator {
    return this.#page.getByRole('navigation', { name: 'Main' });
  }

  /** What the status bar says of the engine. */
  get engineState(): Locator {
    return this.#page.getByRole('status', { name: 'Engine' });
  }

  get statusBar(): Locator {
    return this.#page.getByRole('contentinfo');
  }

  /** The page or banner that says what is wrong with the engine, and failures of actions. */
  get alert(): Locator {
    return this.#page.getByRole('alert');
  }

  get dialog(): Locator {
    return this.#page.getByRole('dialog');
  }

  link(name: 'Notebooks' | 'Containers' | 'Images'): Locator {
    return this.rail.getByRole('link', { name, exact: true });
  }

  async goTo(name: 'Notebooks' | 'Containers' | 'Images'): Promise<void> {
    await this.link(name).click();
  }

  /** Opens what an alert keeps behind `Details`, and returns it. */
  async openDetails(alert: Locator = this.alert): Promise<Locator> {
    await alert.getByRole('button', { name: 'Details', exact: true }).click();
    return alert.getByLabel('Details', { exact: true });
  }
}
