import { AxeBuilder } from '@axe-core/playwright';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BerthApp } from './berth-app.ts';
import { expect, test } from './berth-test.ts';
import type { EngineUnderTest } from './engine-pool.ts';

const REFERENCE = 'lab/layered:1';

/** Every kind of change that a layer makes: files added, replaced, deleted, a folder replaced by another. */
const DOCKERFILE = (base: string): string => `FROM ${base}
COPY big.bin kept.txt /opt/data/
RUN dd if=/dev/zero of=/opt/model.bin bs=1024 count=4096 && mkdir -p /opt/tree/a/b && echo one > /opt/tree/a/b/leaf.txt
RUN echo another > /opt/data/kept.txt && rm /opt/data/big.bin
RUN rm -rf /opt/tree && mkdir /opt/tree && echo new > /opt/tree/fresh.txt
`;

test.afterEach(async ({ engine: { docker } }) => {
  await docker.run('rmi', '-f', REFERENCE).catch(() => undefined);
});

test('what is inside an image, layer by layer', async ({ engine, open }) => {
  await build(engine);
  const app = await open({ dockerHost: engine.dockerHost, arguments: ['layers', REFERENCE] });
  const { layers, page } = app;

  // The largest layer is chosen, and its one folder is open.
  await expect(layers.options).toHaveCount(5);
  await expect(layers.options.first()).toHaveAccessibleName(/^Layer 2, COPY .*, 8 MB, 2 added/);
  await expect(layers.layer(2)).toHaveAttribute('aria-selected', 'true');
  await layers.expectFiles(['opt', 'data', 'big.bin', 'kept.txt']);
  await expect(layers.file('big.bin')).toHaveAccessibleName('big.bin, added, 8 MB');
  await expect(layers.tree).toHaveAttribute('aria-busy', 'false');

  // What a later layer did, letter by letter.
  await layers.choose('Build order');
  await expect(layers.options.first()).toHaveAccessibleName(/^Layer 1,/);
  await layers.layer(4).click();
  await layers.expectFiles(['opt', 'data', 'big.bin', 'kept.txt']);
  await expect(layers.file('big.bin')).toHaveAccessibleName('big.bin, deleted, 8 MB');
  await expect(layers.file('kept.txt')).toHaveAccessibleName('kept.txt, changed, 8 B');
  await expect(layers.layer(4)).toHaveAccessibleName(/0 added, 1 changed, 1 deleted$/);

  // What a file holds, as each layer has it; what it was; and back where one was.
  await layers.file('kept.txt').click();
  await page.keyboard.press('Enter');
  await expect(layers.viewer.getByRole('region', { name: 'Text' })).toContainText('another');
  await layers.viewer.getByLabel('Compare with').selectOption({ label: 'Against layer 2' });
  await expect(layers.viewer.getByRole('region', { name: 'Differences' })).toContainText('−one');
  await expect(layers.viewer).toContainText('+1 −1 lines');
  expect(await seriousOf(app, 'light')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(layers.viewer).toBeHidden();
  await expect(layers.tree).toBeFocused();

  // One path's life, from the file that it is asked of.
  await layers.file('big.bin').click();
  await expect(layers.life.getByRole('button', { name: /^(Added|Deleted)/ })).toHaveText([
    'Added in 28 MB',
    'Deleted in 4',
  ]);
  await expect(layers.life).toContainText('Not in the image, and still shipped: 8 MB');
  await layers.life.getByRole('button', { name: 'Added in 2' }).click();
  await expect(layers.layer(2)).toHaveAttribute('aria-selected', 'true');

  // What nobody can see, the most costly first.
  const hidden = layers.efficiency.getByRole('listitem');
  await expect(hidden.first()).toContainText('opt/data/big.bin');
  await expect(layers.efficiency).toContainText('%');
  await hidden.filter({ hasText: 'opt/tree' }).click();
  await expect(layers.layer(5)).toHaveAttribute('aria-selected', 'true');
  await expect(layers.currentFile).toHaveAccessibleName(/^tree, folder, changed/);

  // The keyboard alone: a search, a range of layers, and the tree.
  await layers.search.fill('leaf');
  await expect(layers.found).toHaveCount(1);
  await expect(layers.found).toContainText('Deleted');
  await layers.search.press('Enter');
  await expect(layers.currentFile).toHaveAccessibleName(/^leaf\.txt, added/);
  await expect(layers.tree).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(layers.currentFile).toHaveAccessibleName(/^b,/);
  await page.keyboard.press('Home');
  await page.keyboard.press('m');
  await expect(layers.currentFile).toHaveAccessibleName(/^model\.bin,/);
  await layers.list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(layers.list.getByRole('option', { selected: true })).toHaveCount(2);
  await page.keyboard.press('Control+a');
  await expect(layers.list.getByRole('option', { selected: true })).toHaveCount(5);
  await expectWholeImage(app, engine);
  expect(await seriousOf(app, 'light')).toEqual([]);

  // Sizes as a picture, into a folder and out of it.
  await layers.choose('Map of sizes');
  const model = layers.sizes.getByRole('option', { name: /^model\.bin, 4\.2 MB/ });
  await expect(model).toBeVisible();
  await layers.sizes.getByRole('option', { name: /^opt,/ }).click({ position: { x: 20, y: 8 } });
  const trail = page.getByRole('navigation', { name: 'Folder that is shown' });
  await expect(trail.getByRole('button', { name: 'opt' })).toHaveAttribute(
    'aria-current',
    'location',
  );
  expect(await seriousOf(app, 'dark')).toEqual([]);
  await layers.sizes.focus();
  await page.keyboard.press('Backspace');
  await expect(layers.sizes.getByRole('option', { name: /^opt,/ })).toBeVisible();
  await model.click();
  await expect(layers.currentFile).toHaveAccessibleName(/^model\.bin,/);
  await expectDifference(app, engine);
});

/** Beside the image that it was made of, from the two rows of the table. */
async function expectDifference(app: BerthApp, { image }: EngineUnderTest): Promise<void> {
  const { page, images } = app;
  await app.frame.goTo('Images');
  for (const name of [image, REFERENCE]) {
    await images.row(name).getByRole('gridcell').nth(1).click();
    await page.keyboard.press('Space');
  }
  await page.getByRole('button', { name: 'Compare' }).click();
  const files = page.getByRole('grid', { name: 'Different files' });
  await expect(files.getByRole('row', { name: /^\/opt, folder of 3 files, added/ })).toBeVisible();
  expect(await seriousOf(app, 'light')).toEqual([]);
  await page.getByRole('tab', { name: 'Layers' }).click();
  await expect(page.getByRole('table')).toContainText('shared');
}

/** The whole image's tree has what a container of it has. */
async function expectWholeImage(app: BerthApp, { docker }: EngineUnderTest): Promise<void> {
  const { layers, page } = app;
  await layers.choose('All files');
  await page.getByRole('button', { name: 'Name' }).click();
  await expect(layers.file('bin')).toBeVisible();
  await layers.file('opt').click();
  await page.keyboard.press('ArrowRight');
  await expect(layers.file('data')).toBeVisible();
  await page.keyboard.press('*');
  const seen = await docker.run('run', '--rm', REFERENCE, 'ls', '/opt', '/opt/data', '/opt/tree');
  const names = seen.split('\n').filter((line) => line !== '' && !line.endsWith(':'));
  expect(names).toEqual(['data', 'model.bin', 'tree', 'kept.txt', 'fresh.txt']);
  for (const name of names) await expect(layers.file(name)).toBeVisible();
  for (const name of ['big.bin', 'a']) await expect(layers.file(name)).toBeHidden();
}

async function build({ docker, image }: EngineUnderTest): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-layers-'));
  try {
    await writeFile(join(folder, 'Dockerfile'), DOCKERFILE(image));
    await writeFile(join(folder, 'big.bin'), Buffer.alloc(8_000_000, 7));
    await writeFile(join(folder, 'kept.txt'), 'one\n');
    await docker.run('build', '-q', '-t', REFERENCE, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What axe calls serious or critical in a theme. */
async function seriousOf(app: BerthApp, theme: 'light' | 'dark'): Promise<readonly string[]> {
  await app.useTheme(theme);
  await expect
    .poll(
      async () => await app.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches),
    )
    .toBe(theme === 'dark');
  // Legacy mode runs in the page itself: Electron opens no second one for axe.
  const { violations } = await new AxeBuilder({ page: app.page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => {
      const where = nodes.slice(0, 3).map(({ html }) => html.slice(0, 160));
      return `${theme}: ${id}: ${help}: ${where.join(' | ')}`;
    });
}
