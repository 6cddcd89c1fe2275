import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appEnvironment, CHECKOUT, testElectron, type AppState } from './berth-app.ts';
import { expect, test } from './berth-test.ts';

test('berth shell and berth layers open what they name, in the window that is there if there is one', async ({
  engine,
  open,
  state,
}) => {
  const { docker, image, dockerHost } = engine;
  const id = await docker.run('run', '-d', '--name', 'web', '--init', image, 'sleep', '600');
  await docker.run('create', '--name', 'idle', image);
  const app = await open({ dockerHost, arguments: ['shell', 'web'] });
  await expect(app.terminals.input('web')).toBeFocused();
  await app.terminals.type('echo one-$((40 + 2))');
  await app.terminals.expectLine('one-42');

  expect((await start(state, ['shell', id.slice(0, 8)])).code).toBe(0);
  await expect(app.terminals.tabs).toHaveCount(2);
  expect((await start(state, ['shell', 'nothing'])).code).toBe(0);
  await expect(app.frame.alert).toContainText('There is no container “nothing”.');

  expect((await start(state, ['shell', 'idle'])).code).toBe(0);
  const dialog = app.page.getByRole('dialog', { name: 'idle is not running' });
  await expect(dialog.getByRole('button', { name: 'Make the helper' })).toBeEnabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  expect((await start(state, ['layers', image])).code).toBe(0);
  await expect(app.layers.options).toHaveCount(1);
  expect((await start(state, ['layers', 'lab/nothing:1'])).code).toBe(0);
  await expect(app.frame.alert.last()).toContainText('lab/nothing:1');

  expect(await start(state, ['dance'])).toEqual({
    code: 2,
    words: 'berth: “dance” is no command. There is: berth shell CONTAINER, berth layers IMAGE.',
  });
  await expect(app.terminals.tabs).toHaveCount(2);
});

/** Starts the app once more on the same state, as from a command line, and waits for its end. */
async function start(
  state: AppState,
  words: readonly string[],
): Promise<{ readonly code: number; readonly words: string }> {
  const args = [CHECKOUT, `--user-data-dir=${state.directory}`, ...words];
  const child = spawn(testElectron(), args, { env: await appEnvironment(state, {}) });
  const stderr: string[] = [];
  child.stderr.on('data', (bytes: Buffer) => stderr.push(bytes.toString('utf8')));
  const [code] = await once(child, 'close');
  const said = stderr.join('').split('\n');
  return { code, words: said.find((line) => line.startsWith('berth: ')) ?? '' };
}
