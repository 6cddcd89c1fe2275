import { expect } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLOT_CODE } from '../e2e/page/notebook-page.ts';
import { saveWholeWindow } from '../e2e/whole-window.ts';
import { openDemoWindow, type DemoWindow } from './demo-window.ts';
import { stepTable, type DemoStep } from './step-table.ts';

/** The title of the catalogue's first card. */
const STARTER = 'Starter notebook';

/** A download of several gigabytes on a slow line, or the making of the image; then the start. */
const READY_TIMEOUT_MS = 30 * 60_000;

/** Where the picture of the notebook goes. */
const PICTURE_FILE = fileURLToPath(new URL('../../.cache/demo/notebook.png', import.meta.url));

/** How long the engine may take to be connected after the window is there. */
const CONNECT_TIMEOUT_MS = 60_000;

/** Does the main job as a person would, and returns how long each step took. */
async function demonstrate(
  berth: DemoWindow,
  steps: DemoStep[],
): Promise<{ readonly name: string; readonly address: string }> {
  const { frame, notebooks, notebook } = berth;
  const step = async (name: string, work: () => Promise<string>): Promise<void> => {
    say(`${name} …`);
    const startMs = performance.now();
    const detail = await work();
    steps.push({ name, durationMs: performance.now() - startMs, detail });
  };
  await step('connect to the engine', async () => {
    await expect(frame.engineState).toHaveText('Connected', { timeout: CONNECT_TIMEOUT_MS });
    return await frame.statusBar
      .locator('span')
      .getByText(/^Engine /)
      .innerText();
  });
  const before = await notebooks.launches.count();
  await step(`launch ${STARTER}`, async () => {
    await notebooks.start(STARTER);
    await expect(notebooks.launches).toHaveCount(before + 1);
    return (await notebooks.launches.first().getAttribute('aria-label')) ?? '';
  });
  const name = steps.at(-1)?.detail ?? '';
  const launch = notebooks.launch(name);
  await step('wait for Ready', async () => {
    const status = notebooks.status(launch);
    await expect(status).toHaveText(/Ready|Failed/, { timeout: READY_TIMEOUT_MS });
    if ((await status.innerText()) === 'Failed') throw new Error(await launch.innerText());
    return `image: ${await launch.getByRole('listitem').first().getByRole('paragraph').innerText()}`;
  });
  const address = await launch.locator('code').first().innerText();
  await step('open it in the window', async () => {
    await notebooks.button(launch, 'Open').click();
    const inner = await notebook.makeNotebook();
    return await inner.title();
  });
  await step('run a cell with a plot', async () => {
    const image = await notebook.plot(PLOT_CODE);
    const box = await image.boundingBox();
    return `an image of ${Math.round(box?.width ?? 0)} × ${Math.round(box?.height ?? 0)} pixels`;
  });
  await step('save a picture', async () => {
    await mkdir(resolve(PICTURE_FILE, '..'), { recursive: true });
    await saveWholeWindow(berth.electron, PICTURE_FILE);
    return relative(process.cwd(), PICTURE_FILE);
  });
  return { name, address };
}

/** Takes the launch away again, container and all. */
async function removeLaunch(
  { frame, notebooks, notebook }: DemoWindow,
  name: string,
): Promise<void> {
  await notebook.button('Back to Notebooks').click();
  const launch = notebooks.launch(name);
  await notebooks.button(launch, 'Stop').click();
  await notebooks.button(launch, 'Remove').click({ timeout: CONNECT_TIMEOUT_MS });
  await frame.dialog.getByRole('button', { name: /[Rr]emove/ }).click();
  await expect(launch).toBeHidden({ timeout: CONNECT_TIMEOUT_MS });
}

/** Opens the window, demonstrates, and stays open, or cleans up where the demo is to run once. */
async function runDemo(args: readonly string[]): Promise<number> {
  const isOnce = args.includes('--once');
  const startMs = performance.now();
  const steps: DemoStep[] = [];
  say('open the window …');
  const berth = await openDemoWindow(args.filter((argument) => argument !== '--once'));
  steps.push({ name: 'open the window', durationMs: performance.now() - startMs, detail: 'Berth' });
  const isClosed = berth.electron.waitForEvent('close', { timeout: 0 });
  try {
    const { name, address } = await demonstrate(berth, steps);
    process.stdout.write(`\n${stepTable(steps)}\n\n  ${name} answers at ${address}\n\n`);
    if (isOnce) {
      await removeLaunch(berth, name);
      say(`${name} was removed`);
      await berth.electron.close();
      return 0;
    }
    say('the window stays open; close it, or press Ctrl+C, to end the demo');
    await isClosed;
    return 0;
  } catch (error) {
    process.stdout.write(`\n${stepTable(steps)}\n\n`);
    say(error instanceof Error ? error.message : String(error));
    if (isOnce) await berth.electron.close();
    return 1;
  }
}

function say(line: string): void {
  process.stderr.write(`berth: ${line}\n`);
}

process.exitCode = await runDemo(process.argv.slice(2));
