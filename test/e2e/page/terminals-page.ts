import { expect, type Locator, type Page } from '@playwright/test';

/** A tool at the end of the tabs. */
type Tool =
  | 'New terminal'
  | 'Find in terminal'
  | 'Terminal actions'
  | 'Close terminal'
  | 'Hide terminals';

/** The panel of terminals. */
export class TerminalsPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get region(): Locator {
    return this.#page.getByRole('region', { name: 'Terminals', exact: true });
  }

  /** The button of the status bar that shows and hides the panel. */
  get button(): Locator {
    return this.#page.getByRole('contentinfo').getByRole('button', { name: /terminal/i });
  }

  get tabs(): Locator {
    return this.region.getByRole('tab');
  }

  /** The tab whose name begins with this. */
  tab(name: string): Locator {
    return this.tabs.filter({ hasText: name });
  }

  /** What takes the keys. */
  input(containerName: string): Locator {
    return this.region.getByRole('textbox', { name: `Terminal in ${containerName}`, exact: true });
  }

  tool(name: Tool): Locator {
    return this.region.getByRole('button', { name, exact: true });
  }

  /** The bar's ways on after a shell ended. */
  way(name: 'Reconnect' | 'Start and reconnect' | 'Close'): Locator {
    return this.region.getByRole('button', { name, exact: true });
  }

  /** The edge that changes the panel's height. */
  get divider(): Locator {
    return this.region.getByRole('separator');
  }

  /** How many lines the screen has, empty ones included. */
  async rowCount(): Promise<number> {
    return await this.#rows.locator('> div').count();
  }

  /** Presses the mouse on a text of the screen. */
  async clickOn(text: string): Promise<void> {
    const row = this.#rows.locator('> div').filter({ hasText: text }).last();
    const span = row.locator('span').filter({ hasText: text }).last();
    const box = await span.boundingBox();
    if (box === null) throw new Error(`“${text}” is not on the screen`);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    // The terminal looks for links where the mouse comes to rest.
    await this.#page.mouse.move(x + box.width, y);
    await this.#page.mouse.move(x, y, { steps: 4 });
    await expect(this.region.locator('.xterm-cursor-pointer')).toBeVisible();
    await this.#page.mouse.click(x, y);
  }

  get #rows(): Locator {
    return this.region.locator('.xterm-rows');
  }

  /** The lines of the screen as they are seen, without what is empty at their ends and below the last. */
  async lines(): Promise<readonly string[]> {
    const rows = await this.#rows
      .locator('> div')
      .evaluateAll((all) =>
        all.map((row) => (row.textContent ?? '').replaceAll('\u00a0', ' ').trimEnd()),
      );
    return rows.slice(0, rows.findLastIndex((row) => row !== '') + 1);
  }

  /** Waits until a line of the screen is exactly this. */
  async expectLine(line: string | RegExp): Promise<void> {
    const isIt = (seen: string): boolean =>
      typeof line === 'string' ? seen === line : line.test(seen);
    await expect
      .poll(async () => (await this.lines()).some(isIt), { message: `a line ${String(line)}` })
      .toBe(true);
  }

  /** Types a line into the terminal that has the keyboard. */
  async type(line: string): Promise<void> {
    await this.#page.keyboard.type(line);
    await this.#page.keyboard.press('Enter');
  }
}
