import { expect } from '@playwright/test';
import type { AppState, BerthApp } from '../berth-app.ts';
import type { EngineUnderTest } from '../engine-pool.ts';
import type { LocalRegistry } from '../local-registry.ts';
import { answeringImage, writeTemplate } from '../notebook-image.ts';
import { PLOT_CODE } from '../page/notebook-page.ts';
import type { Visit } from './visit.ts';

/** Big enough that the bar is still on its way when the picture is taken. */
const PULLED_BYTES = 48_000_000;

/** What the notebooks' screens need before the app starts. */
export async function prepareNotebooks(
  state: AppState,
  engine: EngineUnderTest,
  registry: LocalRegistry,
): Promise<void> {
  const image = `${registry.host}/lab/vision:4`;
  await answeringImage(engine, image, PULLED_BYTES);
  await registry.publish(engine.docker, image);
  await registry.proxy.set({ kind: 'rate', bytesPerSecond: 1_500_000 });
  await writeTemplate(state, 'vision', {
    image,
    title: 'Vision lab',
    description: 'The lab’s own image, from the registry under the desk.',
  });
  const command = ['start-notebook.py'];
  await writeTemplate(state, 'no-jupyter', {
    image: engine.image,
    title: 'Old image',
    description: 'From before Jupyter was in it.',
    command,
  });
}

/** Walks through everything that the notebooks' screens show on a live engine. */
export async function walkNotebooks(app: BerthApp, visit: Visit): Promise<void> {
  const { notebooks } = app;
  await app.frame.goTo('Notebooks');
  await expect(notebooks.card('Starter notebook')).toBeVisible();
  await visit('notebooks-empty', app);
  await notebooks
    .card('Starter notebook')
    .getByRole('button', { name: 'Options', exact: true })
    .click();
  await expect(app.frame.dialog).toBeVisible();
  await visit('notebooks-options', app);
  await app.frame.dialog.getByRole('button', { name: 'Close' }).click();

  await notebooks.start('Starter notebook');
  const starter = notebooks.launch('starter-notebook-1');
  await expect(starter).toContainText(/Handing the image to the engine|Already here/);
  await visit('notebooks-making', app);
  await notebooks.waitUntilReady(starter);
  await visit('notebooks-ready', app);

  await notebooks.start('Old image');
  await expect(notebooks.status(notebooks.launch('no-jupyter-1'))).toHaveText('Failed');
  await visit('notebooks-failed', app);

  await notebooks.start('Vision lab');
  const vision = notebooks.launch('vision-1');
  await expect(vision).toContainText(/MB of 4\d(\.\d)? MB/);
  await visit('notebooks-pulling', app);
  await app.tasks.open();
  await visit('tasks', app);
  await app.tasks.region.getByRole('button', { name: 'Close tasks' }).click();
  await notebooks.button(vision, 'Cancel').click();
  await expect(vision).toBeHidden();

  await notebooks.button(starter, 'Open').click();
  await app.notebook.makeNotebook();
  await app.notebook.plot(PLOT_CODE);
  await visit('notebook-open', app);
  await app.notebook.button('Stop').click();
  await expect(app.notebook.status).toHaveText('Stopped', { timeout: 20_000 });
  await visit('notebook-stopped', app);
}
