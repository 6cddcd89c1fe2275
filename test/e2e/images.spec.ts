import { AxeBuilder } from '@axe-core/playwright';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerDialogs } from './answer-dialogs.ts';
import { expect, test } from './berth-test.ts';
import type { BerthApp } from './berth-app.ts';
import type { DockerCli } from './docker-cli.ts';
import type { EngineUnderTest } from './engine-pool.ts';
import { LocalRegistry } from './local-registry.ts';

/** What earlier tests left behind would count. */
test.beforeEach(async ({ engine: { docker } }) => void (await docker.run('image', 'prune', '-f')));

test.afterEach(async ({ engine }) => await removeOthers(engine));

test('the table is what docker images says, what is removed is what was named, and the keyboard does it all', async ({
  app,
  engine,
}) => {
  await compareAndRemove(app, engine);
  await removeOthers(engine);
  await prune(app, engine);
});

test('images are pulled by plan, named, saved and loaded', async ({ app, engine, state }) => {
  await pull(app, engine);
  await keepAndLoad(app, engine, await state.folder('saved'));
});

/** Leaves the image alone that every test finds on the engine, whatever tests before this one have left. */
async function removeOthers({ docker, image }: EngineUnderTest): Promise<void> {
  await docker.removeAll();
  const own = (await docker.run('images', '-q', '--no-trunc', image)).split('\n');
  const others = async (): Promise<readonly string[]> => {
    const ids = (await docker.run('images', '-q', '--no-trunc')).split('\n');
    return [...new Set(ids)].filter((id) => id !== '' && !own.includes(id));
  };
  await expect(async () => {
    // One that others are made from goes after them.
    for (const id of await others()) await docker.run('rmi', '-f', id).catch(() => undefined);
    expect(await others()).toEqual([]);
  }).toPass();
}

/** Marks, dialogs and bytes, with the Docker CLI beside. */
async function compareAndRemove(app: BerthApp, engine: EngineUnderTest): Promise<void> {
  const { docker, image } = engine;
  await commit(engine, 'base', 'lab/base:1', 300_000);
  await commit(engine, 'model', 'lab/model:1', 2_000_000, { from: 'lab/base:1' });
  await docker.run('tag', 'lab/model:1', 'lab/model:2');
  await commit(engine, 'other', 'lab/other:1', 700_000, { from: 'lab/base:1' });
  await docker.run('create', '--name', 'user', 'lab/other:1', 'true');
  await app.frame.goTo('Images');
  await expectTable(app, docker);
  await expect
    .poll(async () => (await app.images.column('Unique')).get('lab/model:1'))
    .toBe('2 MB');
  expect((await app.images.column('Unique')).get('lab/base:1')).toBe('0 B');
  await expect(app.images.row('lab/other:1')).toContainText('user');
  await expect(app.images.row('lab/model:1')).toContainText('linux/');

  await docker.run('tag', 'lab/base:1', 'lab/new-name:7');
  await docker.run('rmi', 'lab/new-name:7');
  await docker.run('tag', 'lab/base:1', 'lab/newer-name:7');
  await expectTable(app, docker);

  const { dialog } = app.frame;
  await app.images.action('lab/model:1', 'Remove').click();
  await expect(dialog).toHaveAccessibleName('Remove lab/model:1?');
  await expect(dialog).toContainText('the image keeps its others. No layer goes: 0 B come back.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  for (const reference of ['lab/model:1', 'lab/model:2', 'lab/other:1']) {
    await app.images.mark(reference).check();
  }
  await app.page.getByRole('button', { name: 'Remove marked' }).click();
  await expect(dialog).toHaveAccessibleName('Remove 3 images?');
  await expect(dialog).toContainText('1 image goes for good: 2 MB come back.');
  await expect(dialog.getByRole('list', { name: 'What stays' })).toContainText('lab/other:1');
  await expect(dialog.getByRole('list', { name: 'What stays' })).toContainText('user (created)');
  expect(await seriousOf(app)).toEqual([]);
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(app.images.row('lab/model:2')).toBeHidden();
  await expectTable(app, docker);
  expect(await docker.images()).not.toContainEqual(expect.stringContaining('lab/model'));
  expect(await docker.images()).toContainEqual(expect.stringContaining(image));
}

/** Prune and removal from the keyboard. */
async function prune(app: BerthApp, engine: EngineUnderTest): Promise<void> {
  const { docker } = engine;
  await commit(engine, 'old', 'lab/moving:1', 400_000);
  await commit(engine, 'new', 'lab/moving:1', 600_000);
  const { keyboard } = app.page;
  const { dialog } = app.frame;
  await keyboard.press('Control+3');
  await expect(app.images.row('lab/moving:1')).toBeVisible();
  await expectTable(app, docker);

  await app.page.getByRole('checkbox', { name: 'By base' }).check();
  await expect(app.images.grid).toContainText(/On .*, 1 layer: 3 images/);
  expect(await seriousOf(app)).toEqual([]);
  await app.page.getByRole('checkbox', { name: 'By base' }).uncheck();

  await app.images.prune.click();
  await expect(dialog).toHaveAccessibleName('Prune images?');
  await expect(dialog).toContainText('1 image goes for good: 400 kB come back.');
  await dialog.getByRole('checkbox').check();
  await expect(dialog.getByRole('list', { name: 'What goes' })).toContainText('lab/moving:1');
  await dialog.getByRole('checkbox').uncheck();
  await expect(dialog).toContainText('400 kB come back');
  await dialog.getByRole('button', { name: 'Prune', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expectTable(app, docker);

  await keyboard.press('Control+f');
  await keyboard.type('moving');
  await keyboard.press('Enter');
  await expect(app.images.grid).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(app.images.row('lab/moving:1')).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Space');
  await expect(app.images.mark('lab/moving:1')).toBeChecked();
  await keyboard.press('Delete');
  await expect(dialog).toContainText('1 image goes for good: 600 kB come back.');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(app.images.row('lab/moving:1')).toBeHidden();
  expect(await docker.images()).not.toContainEqual(expect.stringContaining('moving'));
}

/** A plan, a cancel, a pull to the end, and the page of what came. */
async function pull(app: BerthApp, engine: EngineUnderTest): Promise<void> {
  const { docker } = engine;
  const { dialog } = app.frame;
  await using registry = await LocalRegistry.start();
  const reference = `${registry.host}/lab/pulled:1`;
  await commit(engine, 'pulled', reference, 3_000_000, { isRandom: true });
  await registry.publish(docker, reference);
  await app.frame.goTo('Images');
  await app.page.getByRole('main').getByRole('button', { name: 'Pull', exact: true }).click();
  const field = dialog.getByRole('textbox', { name: 'Image' });
  await field.fill('Not A Name');
  await expect(dialog).toContainText('Not a name yet');
  await field.fill(`${registry.host}/lab/absent`);
  await expect(dialog).toContainText(`${registry.host}/lab/absent:latest`);
  await dialog.getByRole('button', { name: 'Plan', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('The registry has no such image.');
  await field.fill(reference);
  await field.press('Enter');
  await expect(dialog.getByRole('status', { name: 'Plan' })).toContainText(
    /1 of 2 layers here, 3 MB to fetch\./,
  );
  await expect(dialog).toContainText('free on the engine’s disk');
  expect(await seriousOf(app)).toEqual([]);

  await registry.proxy.set({ kind: 'rate', bytesPerSecond: 100_000 });
  await dialog.getByRole('button', { name: 'Pull', exact: true }).click();
  const task = app.tasks.task(`Pull ${reference}`);
  await expect(task).toContainText(/of 3 MB · \d+ % · .*\/s · .* left/);
  await task.getByRole('button', { name: 'Cancel' }).click();
  await expect(task).toContainText('Cancelled');
  expect(await docker.images()).not.toContainEqual(expect.stringContaining('lab/pulled'));

  await registry.proxy.set({ kind: 'pass' });
  await app.page.getByRole('main').getByRole('button', { name: 'Pull', exact: true }).click();
  await field.fill(reference);
  await dialog.getByRole('button', { name: 'Pull', exact: true }).click();
  await expect(app.images.row(reference)).toBeVisible();
  await expect(task.first()).toContainText('Done');
  await expectTable(app, docker);

  await app.images.row(reference).getByRole('link').first().click();
  const tab = (name: string) => app.page.getByRole('tab', { name, exact: true });
  await expect(tab('Layers')).toHaveAttribute('aria-selected', 'true');
  await tab('History').click();
  await expect(app.page.getByRole('listitem').filter({ hasText: 'made pulled' })).toContainText(
    '3 MB',
  );
  await tab('Used by').click();
  await expect(app.page.getByRole('list', { name: /^Family/ })).toContainText(
    `${reference} (this image)+ 1 layer, 3 MB`,
  );
  expect(await seriousOf(app)).toEqual([]);
  await tab('Inspect').click();
  await expect(app.page.getByRole('tabpanel')).toContainText('"RootFS"');
  await app.page.keyboard.press('Escape');
  await expect(app.images.grid).toBeFocused();
}

/** One more name, an archive, and one that is none. */
async function keepAndLoad(app: BerthApp, engine: EngineUnderTest, folder: string): Promise<void> {
  const { docker } = engine;
  const { page } = app;
  await commit(engine, 'kept', 'lab/kept:1', 500_000);
  const choose = async (reference: string, entry: string): Promise<void> => {
    await app.images.action(reference, 'Actions').click();
    await page.getByRole('menuitem', { name: entry, exact: true }).click();
  };
  await app.frame.goTo('Images');
  await choose('lab/kept:1', 'Tag…');
  await app.frame.dialog.getByRole('textbox', { name: 'New name' }).fill('lab/kept:again');
  await app.frame.dialog.getByRole('button', { name: 'Add name' }).click();
  await expect(app.images.row('lab/kept:again')).toBeVisible();
  await docker.run('rmi', 'lab/kept:again');

  await answerDialogs(app, join(folder, 'kept.tar'));
  await choose('lab/kept:1', 'Save…');
  await expect(app.tasks.task('Save lab/kept:1')).toContainText('Saved as');
  const id = await docker.run('images', '-q', '--no-trunc', 'lab/kept:1');
  await docker.run('rmi', 'lab/kept:1');
  await expect(app.images.row('lab/kept:1')).toBeHidden();
  await page.getByRole('button', { name: 'Load', exact: true }).click();
  await expect(app.images.row('lab/kept:1')).toBeVisible();
  await expect(app.tasks.task('Load kept.tar')).toContainText('1 image loaded: lab/kept:1');
  expect(await docker.run('images', '-q', '--no-trunc', 'lab/kept:1')).toBe(id);

  await truncate(join(folder, 'kept.tar'), 100_000);
  await page.getByRole('button', { name: 'Load', exact: true }).click();
  const failed = app.tasks.task('Load kept.tar').first();
  await expect(failed).toContainText('damaged, cut off, or no archive of images');
  await expectTable(app, docker);
}

/** A new image: a container of another one with one more file, kept under a name. */
async function commit(
  { docker, image }: EngineUnderTest,
  name: string,
  reference: string,
  sizeBytes: number,
  { from = image, isRandom = false } = {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-images-'));
  try {
    const file = join(folder, name);
    await writeFile(file, isRandom ? randomBytes(sizeBytes) : Buffer.alloc(sizeBytes));
    await docker.run('create', '--name', name, from, 'made', name);
    await docker.run('cp', file, `${name}:/${name}`);
    await docker.run('commit', name, reference);
    await docker.run('rm', name);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function expectTable(app: BerthApp, docker: DockerCli): Promise<void> {
  await expect
    .poll(async () => [...(await app.images.column('Repository')).keys()].toSorted())
    .toEqual(await shownByDocker(docker));
}

/** The names that `docker images` lists, in the table's own spelling: an image without one by its short id. */
async function shownByDocker(docker: DockerCli): Promise<readonly string[]> {
  const format = '{{.Repository}}:{{.Tag}} {{.ID}}';
  return (await docker.run('images', '--format', format))
    .split('\n')
    .map((line) => line.split(' '))
    .map(([name = '', id = '']) => (name === '<none>:<none>' ? id : name))
    .toSorted();
}

async function seriousOf(app: BerthApp): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page: app.page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}
