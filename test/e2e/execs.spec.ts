import { expect, test } from './berth-test.ts';

test('programs that were begun from outside are listed on the container’s page, and end there', async ({
  app,
  engine,
}) => {
  const { page } = app;
  const { docker, image } = engine;
  await docker.run('run', '-d', '--name', 'web', '--init', image, 'sleep', '600');
  await docker.run('exec', '-d', 'web', 'sleep', '1001');
  await app.frame.goTo('Containers');
  await app.containers.action('web', 'Terminal').click();
  await expect(app.terminals.input('web')).toBeFocused();
  await app.containers.row('web').dblclick({ position: { x: 60, y: 10 } });

  const list = page.getByRole('list', { name: 'Shells and other execs' });
  const rowOf = (command: string) => list.getByRole('listitem').filter({ hasText: command });
  await expect(rowOf('sleep 1001')).toContainText(/begun by another program, .* old, host PID \d+/);
  await expect(rowOf('/bin/sh')).toContainText('a terminal that is open here');
  await docker.run('exec', '-d', 'web', 'sleep', '1002');
  await expect(rowOf('sleep 1002')).toBeVisible();

  const dialog = page.getByRole('dialog', { name: 'End this program?' });
  await rowOf('sleep 1001').getByRole('button', { name: 'End' }).click();
  await expect(dialog).toContainText('sleep 1001 in web, begun by another program');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await rowOf('sleep 1001').getByRole('button', { name: 'End' }).click();
  await dialog.getByRole('button', { name: 'End', exact: true }).click();
  await expect(rowOf('sleep 1001')).toBeHidden();
  expect(await docker.run('top', 'web')).not.toContain('sleep 1001');
  await expect(rowOf('sleep 1002')).toBeVisible();

  await rowOf('/bin/sh').getByRole('button', { name: 'End' }).click();
  await expect(dialog).toContainText('Its tab closes.');
  await dialog.getByRole('button', { name: 'End', exact: true }).click();
  await expect(rowOf('/bin/sh')).toBeHidden();
  await expect(app.terminals.tabs).toHaveCount(0);
});
