import { expect, test } from './berth-test.ts';

test('a container’s own terminal is attached to, left, and seen to its end', async ({
  app,
  engine,
}) => {
  const { page, terminals } = app;
  const { docker, image } = engine;
  await docker.run('run', '-dit', '--name', 'own', image, 'sh');
  await docker.run('run', '-d', '--name', 'plain', '--init', image, 'sleep', '600');
  await app.frame.goTo('Containers');
  const attach = async (name: string): Promise<void> => {
    await app.containers.action(name, 'Actions').click();
    await page.getByRole('menuitem', { name: 'Attach', exact: true }).click();
  };

  await attach('plain');
  await expect(app.frame.alert).toContainText('The container has no terminal of its own.');
  await app.frame.alert.locator('..').getByRole('button', { name: 'Dismiss' }).click();

  await attach('own');
  await expect(terminals.input('own')).toBeFocused();
  await expect(terminals.tab('own: attached')).toBeVisible();
  await expect(terminals.region).toContainText('keys go to the container’s own program');
  await terminals.type('marker=kept; echo pid-$$');
  await terminals.expectLine('pid-1');
  await terminals.region.getByRole('button', { name: 'Detach' }).click();
  await expect(terminals.tabs).toHaveCount(0);
  expect(await docker.run('inspect', '-f', '{{.State.Running}}', 'own')).toBe('true');

  await attach('own');
  await expect(terminals.input('own')).toBeFocused();
  await terminals.type('echo $marker-$((40 + 2)); exit 3');
  await terminals.expectLine('kept-42');
  await expect(terminals.region).toContainText('The container stopped (exit code 3).');
  await terminals.way('Start and reconnect').click();
  await expect(terminals.input('own')).toBeFocused();
  await terminals.type('echo again-$$');
  await terminals.expectLine('again-1');
});
