import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './berth-test.ts';

test('the palette finds what can be done, does it, and leaves the shell its keys', async ({
  app,
  engine,
}) => {
  const { page, terminals } = app;
  const { docker, image } = engine;
  await docker.run('run', '-d', '--name', 'web', '--init', image, 'sleep', '600');
  await docker.run('create', '--name', 'idle', image, 'true');
  await expect(app.frame.link('Containers')).toContainText('1');
  const dialog = page.getByRole('dialog', { name: 'Commands' });
  const field = dialog.getByRole('combobox', { name: 'Search commands' });
  const options = dialog.getByRole('option');
  const chosen = dialog.getByRole('option', { selected: true });

  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await expect(chosen).toContainText('Go to Notebooks');
  await page.keyboard.press('ArrowDown');
  await expect(chosen).toContainText('Go to Containers');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(field).toHaveAttribute(
    'aria-activedescendant',
    (await options.last().getAttribute('id')) ?? '',
  );
  await page.keyboard.press('Home');
  await expect(chosen).toContainText('Go to Notebooks');
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(violations).toEqual([]);
  await field.fill('qqq');
  await expect(dialog).toContainText('No command has these letters.');
  await field.fill('restart idle');
  await expect(chosen).toContainText('It is not running: start it');
  await expect(chosen).toBeDisabled();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await field.fill('gocon');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(app.containers.row('web')).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('term web');
  await page.keyboard.press('Enter');
  await expect(terminals.input('web')).toBeFocused();
  await page.keyboard.type('echo gone');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+k');
  await terminals.type('echo one-$((40 + 2))');
  await terminals.expectLine('one-42');
  await expect(dialog).toBeHidden();

  await page.keyboard.press('F1');
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(terminals.input('web')).toBeFocused();
  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.type('find in term');
  await page.keyboard.press('Enter');
  await expect(terminals.region.getByRole('searchbox')).toBeFocused();
  // What is typed before the palette has the keyboard is not the shell's.
  expect((await terminals.lines()).at(-1)).toMatch(/^\/ #\s*$/);
  await page.keyboard.press('F1');
  await page.keyboard.type('start idle');
  await page.keyboard.press('Enter');
  await expect(app.containers.row('idle')).toContainText('Exited');
  await page.keyboard.press('F1');
  await page.keyboard.type('logs web');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Logs', selected: true })).toBeVisible();
});
