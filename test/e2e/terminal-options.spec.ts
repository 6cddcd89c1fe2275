import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { bashImage } from '../contract/shell-images.ts';
import { expect, test } from './berth-test.ts';

test('a terminal opens as chosen, the choice is remembered for the image, and a bad one loses nothing', async ({
  app,
  engine,
}) => {
  const { page, terminals } = app;
  const image = await bashImage(engine.rig);
  await engine.docker.run('run', '-d', '--name', 'lab', image);
  await app.frame.goTo('Containers');
  const dialog = page.getByRole('dialog', { name: 'Open a terminal in lab' });
  const askFromRow = async (): Promise<void> => {
    await app.containers.action('lab', 'Actions').click();
    await page.getByRole('menuitem', { name: 'Terminal with options…' }).click();
  };

  await askFromRow();
  const shell = dialog.getByRole('combobox', { name: 'Shell' });
  await expect(shell.getByRole('option')).toHaveText([
    'The best that is there: /bin/bash',
    '/bin/bash',
    '/bin/ash',
    '/bin/sh',
    'Another path…',
  ]);
  await expect(shell).toBeFocused();
  await shell.selectOption('/bin/ash');
  const directory = dialog.getByRole('textbox', { name: 'Working directory' });
  const environment = dialog.getByRole('textbox', { name: 'Environment' });
  await expect(directory).toHaveAttribute('placeholder', '/');
  await dialog.getByRole('textbox', { name: 'User' }).fill('1234');
  await directory.fill('bin');
  await environment.fill('GREETING=hello there\nnonsense');
  await directory.press('Enter');
  await expect(dialog.getByRole('alert')).toHaveText([
    /absolute path: it begins with a slash/,
    'Line 2 is not NAME=value.',
  ]);
  await expect(directory).toBeFocused();
  const found = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(found.violations).toEqual([]);

  await environment.fill('GREETING=hello there');
  await directory.fill('/no/such');
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('The shell cannot begin in “/no/such”.');
  await expect(shell).toHaveValue('/bin/ash');
  await directory.fill('/bin');
  await directory.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(terminals.input('lab')).toBeFocused();
  await terminals.type('echo "$GREETING-$(busybox id -u)-$PWD"');
  await terminals.expectLine('hello there-1234-/bin');
  await terminals.tool('Close terminal').click();

  await app.containers.action('lab', 'Terminal').click();
  await expect(terminals.tab('lab: ash')).toBeVisible();
  await terminals.type('busybox id -u');
  await terminals.expectLine('1234');
  const kept = JSON.parse(await readFile(join(app.state.directory, 'shells.json'), 'utf8'));
  expect(Object.values(kept.images)).toEqual([{ shell: '/bin/ash', user: '1234' }]);

  await terminals.tool('Terminal actions').click();
  await page.getByRole('menuitem', { name: 'New terminal with options…' }).click();
  await expect(dialog).toContainText('the shell /bin/ash and the user 1234');
  await dialog.getByRole('button', { name: 'Forget' }).click();
  await expect(shell).toHaveValue('');
  await expect(dialog.getByRole('button', { name: 'Forget' })).toBeHidden();
  await expect(shell).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(terminals.input('lab')).toBeFocused();
});
