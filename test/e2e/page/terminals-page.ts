import { expect, type Locator, type Page } from '@playwright/test';

/** A tool at the end of the tabs. */
type Tool =
  | 'New terminal'
  | 'Split right'
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
    return this.region.getByRole('separator', { name: 'Height of the terminals' });
  }

  /** The edge between two terminals that share a tab. */
  get paneEdge(): Locator {
    return this.region.getByRole('separator', { name: /^(Width|Height) of the (left|upper) / });
  }

  /** Presses the mouse on the middle of one tab, and lets it go on the right half of another. */
  async dragTab(from: string, behind: string): Promise<void> {
    const start = await this.tab(from).boundingBox();
    const end = await this.tab(behind).boundingBox();
    if (start === null || end === null) throw new Error('a tab is not on the page');
    const { mouse } = this.#page;
    await mouse.move(start.x + start.width / 2, start.y + start.height / 2);
    await mouse.down();
    await mouse.move(end.x + end.width * 0.8, end.y + end.height / 2, { steps: 6 });
    await mouse.up();
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

  /** Marks a line by three presses of the mouse, which a layer above the text takes. */
  async markLine(line: string): Promise<void> {
    const row = this.#rows.locator('> div').filter({ hasText: line }).first();
    await row.click({ clickCount: 3, position: { x: 5, y: 5 }, force: true });
  }

  get #rows(): Locator {
    return this.#rowsOf(0);
  }

  /** The lines of one of the panes that are seen. */
  #rowsOf(pane: number): Locator {
    return this.region.locator('.xterm-rows').nth(pane);
  }

  /** The lines of the screen as they are seen, without what is empty at their ends and below the last. */
  async lines(pane = 0): Promise<readonly string[]> {
    const rows = await this.#rowsOf(pane)
      .locator('> div')
      .evaluateAll((all) =>
        all.map((row) => (row.textContent ?? '').replaceAll('\u00a0', ' ').trimEnd()),
      );
    return rows.slice(0, rows.findLastIndex((row) => row !== '') + 1);
  }

  /** Waits until a line of the screen is exactly this. */
  async expectLine(line: string | RegExp, pane = 0): Promise<void> {
    const isIt = (seen: string): boolean =>
      typeof line === 'string' ? seen === line : line.test(seen);
    await expect
      .poll(async () => (await this.lines(pane)).some(isIt), { message: `a line ${String(line)}` })
      .toBe(true);
  }

  /** Types a line into the terminal that has the keyboard. */
  async type(line: string): Promise<void> {
    // What is typed before it has the keyboard is somebody else's: a space presses the button that opened it.
    await expect(this.#page.locator('.xterm-helper-textarea:focus')).toHaveCount(1);
    await this.#page.keyboard.type(line);
    await this.#page.keyboard.press('Enter');
  }
}
