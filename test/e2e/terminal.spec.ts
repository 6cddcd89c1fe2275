import type { BerthApp } from './berth-app.ts';
import { expect, test } from './berth-test.ts';
import type { EngineUnderTest } from './engine-pool.ts';

test('a terminal opens from its row, takes keys and says what the shell says', async ({
  app,
  engine,
}) => {
  await openTerminal(app, engine, 'web');
  const { terminals } = app;
  await terminals.type('tty; echo one-$((40 + 2)); echo $TERM');
  await terminals.expectLine(/^\/dev\/pts\/\d+$/);
  await terminals.expectLine('one-42');
  await terminals.expectLine('xterm-256color');

  await terminals.type('sleep 1000');
  await app.page.keyboard.press('Control+c');
  await terminals.type('echo status-$?');
  await terminals.expectLine('status-130');
});

/** Starts a container that runs, opens a terminal from its row, and waits until it has the keyboard and a prompt. */
async function openTerminal(
  app: BerthApp,
  { docker, image }: EngineUnderTest,
  name: string,
): Promise<void> {
  await docker.run('run', '-d', '--name', name, '--init', image, 'sleep', '600');
  await app.frame.goTo('Containers');
  await app.containers.action(name, 'Terminal').click();
  await expect(app.terminals.input(name)).toBeFocused();
  await app.terminals.expectLine(/^\/ #/);
}
