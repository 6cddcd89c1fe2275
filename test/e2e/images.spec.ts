import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './berth-test.ts';
import type { BerthApp } from './berth-app.ts';
import type { DockerCli } from './docker-cli.ts';
import type { EngineUnderTest } from './engine-pool.ts';
import { LocalRegistry } from './local-registry.ts';

/** What earlier tests left behind would count. */
test.beforeEach(async ({ engine: { docker } }) => void (await docker.run('image', 'prune', '-f')));

test.afterEach(async ({ engine: { docker, image } }) => {
  await docker.removeAll();
  const ids = (await docker.run('images', '-q', '--no-trunc')).split('\n');
  const own = (await docker.run('images', '-q', '--no-trunc', image)).split('\n');
  const others = [...new Set(ids)].filter((id) => id !== '' && !own.includes(id));
  if (others.length > 0) await docker.run('rmi', '-f', ...others);
});

test('the table is what docker images says, and what is removed is what was named', async ({
  app,
  engine,
}) => {
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
});

test('everything works from the keyboard, prune among it', async ({ app, engine }) => {
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
});

test('a pull says first what it brings, then what it does, and can be cancelled', async ({
  app,
  engine,
}) => {
  const { docker } = engine;
  const { dialog } = app.frame;
  await using registry = await LocalRegistry.start();
  const reference = `${registry.host}/lab/pulled:1`;
  await commit(engine, 'pulled', reference, 3_000_000, { source: '/dev/urandom' });
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
  await expect(tab('History')).toHaveAttribute('aria-selected', 'true');
  await expect(
    app.page.getByRole('listitem').filter({ hasText: 'dd if=/dev/urandom' }),
  ).toContainText('3 MB');
  await tab('Used by').click();
  await expect(app.page.getByRole('list', { name: /^Family/ })).toContainText(
    `+ 1 layer, 3 MB${reference} (this image)`,
  );
  expect(await seriousOf(app)).toEqual([]);
  await tab('Inspect').click();
  await expect(app.page.getByRole('tabpanel')).toContainText('"RootFS"');
  await app.page.keyboard.press('Escape');
  await expect(app.images.grid).toBeFocused();
});

/** A new image: a container of another one with one more file, kept under a name. */
async function commit(
  { docker, image }: EngineUnderTest,
  name: string,
  reference: string,
  sizeBytes: number,
  { from = image, source = '/dev/zero' } = {},
): Promise<void> {
  const script = `dd if=${source} of=/${name} bs=1000 count=${sizeBytes / 1000}`;
  await docker.run('run', '--name', name, from, 'sh', '-c', script);
  await docker.run('commit', name, reference);
  await docker.run('rm', name);
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
