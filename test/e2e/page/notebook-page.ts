import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';

/** How long a kernel may take to start and to draw its first plot: matplotlib builds its font cache then. */
const PLOT_TIMEOUT_MS = 120_000;

/** Both pages forget a cell that was run before the kernel had answered: it is run again, as a person would. */
const RUN_AGAIN_MS = 20_000;

/** How long a notebook's page may take to load all its scripts and to open another document. */
const PAGE_TIMEOUT_MS = 90_000;

/** The first cell's text in the classic page, and in JupyterLab. */
const EDITOR = '.CodeMirror, .jp-CodeCell .cm-content';

/** What Matplotlib draws, in either of them. */
const DRAWN_IMAGE = '.output_png img, .jp-OutputArea-output img';

/** A notebook inside the window: the bar above it, and its own page in its locked view. */
export class NotebookPage {
  readonly #page: Page;
  readonly #electron: ElectronApplication;

  constructor(page: Page, electron: ElectronApplication) {
    this.#page = page;
    this.#electron = electron;
  }

  /** A button of the bar above the notebook's page. */
  button(
    name: 'Back to Notebooks' | 'Reload' | 'Open in browser' | 'Stop' | 'Start again',
  ): Locator {
    return this.#page.getByRole('main').getByRole('button', { name, exact: true });
  }

  get status(): Locator {
    return this.#page.getByRole('main').getByRole('status');
  }

  /** The page that the notebook's server serves. */
  async inner(): Promise<Page> {
    await expect.poll(() => this.#inner()?.url()).toBeDefined();
    const inner = this.#inner();
    if (inner === undefined) throw new Error('the notebook has no page');
    await inner.waitForLoadState('domcontentloaded');
    return inner;
  }

  /** Every page that a notebook's server serves. */
  innerPages(): readonly Page[] {
    return this.#electron.windows().filter((page) => page.url().startsWith('http://127.0.0.1:'));
  }

  /** Makes a new notebook through the page's own menu or launcher, and returns the page that shows it. */
  async makeNotebook(): Promise<Page> {
    const inner = await this.inner();
    const classicMenu = inner.locator('#new-buttons').getByRole('button');
    const labCard = inner.locator('.jp-LauncherCard[data-category="Notebook"]').first();
    await classicMenu.or(labCard).click({ timeout: PAGE_TIMEOUT_MS });
    const isClassic = await classicMenu.isVisible();
    if (isClassic) await inner.locator('#kernel-python3 a').click();
    await expect(inner.locator(EDITOR).first()).toBeVisible({ timeout: PAGE_TIMEOUT_MS });
    return inner;
  }

  /** Types code into the notebook's first cell, runs it, and returns the image that it drew. */
  async plot(code: string): Promise<Locator> {
    const inner = await this.inner();
    await inner.locator(EDITOR).first().click();
    await inner.keyboard.insertText(code);
    const image = inner.locator(DRAWN_IMAGE).first();
    await expect(async () => {
      await inner.keyboard.press('Control+Enter');
      await expect(image).toBeVisible({ timeout: RUN_AGAIN_MS });
    }).toPass({ timeout: PLOT_TIMEOUT_MS });
    return image;
  }

  #inner(): Page | undefined {
    return this.innerPages().at(-1);
  }
}

/** A cell that needs NumPy and Matplotlib, and whose output is an image. */
export const PLOT_CODE = [
  '%matplotlib inline',
  'import numpy as np, matplotlib.pyplot as plt',
  'x = np.linspace(0, 4 * np.pi, 400)',
  'fig, ax = plt.subplots(figsize=(7, 3))',
  'ax.plot(x, np.sin(x), label="sin")',
  'ax.plot(x, np.cos(x) * np.exp(-x / 8), label="damped cos")',
  'ax.legend(); plt.show()',
].join('\n');
