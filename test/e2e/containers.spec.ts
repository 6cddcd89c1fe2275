import type { PsRow } from './docker-cli.ts';
import { expect, test } from './berth-test.ts';
import type { BerthApp } from './berth-app.ts';
import { startEngineUnderTest } from './engine-pool.ts';
import { manyContainers } from '../rig/images.ts';
import { signalProcess, identifyProcess } from '../rig/rig-process.ts';

/** The promise: what the engine says is what the table says, this much later at most. */
const LIVE_TIMEOUT_MS = 2_000;

for (const engineVersion of ['20.10', '28.5'] as const) {
  test.describe(`on Docker ${engineVersion}`, () => {
    test.use({ engineVersion });

    test('the table is what docker ps -a says, and stays so', async ({ app, engine }) => {
      const { docker, image } = engine;
      await app.frame.goTo('Containers');
      await docker.run('run', '-d', '--name', 'web', '-p', '127.0.0.1::80', image, 'sleep', '600');
      await docker.run('run', '--name', 'ended', image, 'true');
      await docker.run('create', '--name', 'never-started', image);
      await docker.run('run', '-d', '--name', 'paused', image, 'sleep', '600');
      await docker.run('pause', 'paused');
      await expectTable(app, await docker.ps(), 4);

      await docker.run('stop', '-t', '0', 'web');
      await expectTable(app, await docker.ps(), 4);
      await docker.run('rename', 'web', 'site');
      await docker.run('rm', 'ended');
      await expectTable(app, await docker.ps(), 3);
      await docker.run('start', 'site');
      await expectTable(app, await docker.ps(), 3);
    });

    test('a row starts, stops and restarts its container', async ({ app, engine }) => {
      const { docker, image } = engine;
      await docker.run('create', '--name', 'job', '--stop-signal', 'KILL', image, 'sleep', '600');
      await app.frame.goTo('Containers');
      await app.containers.action('job', 'Start').click();
      await expect(app.containers.row('job')).toContainText('Running');
      expect(await stateOf(docker, 'job')).toBe('running');

      const startedAt = await docker.run('inspect', '-f', '{{.State.StartedAt}}', 'job');
      await app.containers.action('job', 'Restart').click();
      await expect
        .poll(async () => await docker.run('inspect', '-f', '{{.State.StartedAt}}', 'job'))
        .not.toBe(startedAt);
      await expect(app.containers.row('job')).toContainText('Running');

      await app.containers.action('job', 'Stop').click();
      await expect(app.containers.row('job')).toContainText('Exited');
      expect(await stateOf(docker, 'job')).toBe('exited');
    });
  });
}

test('the dialog names what goes, and nothing goes before it is confirmed', async ({
  app,
  engine,
}) => {
  const { docker, image } = engine;
  await docker.run('run', '-d', '--name', 'keeps-data', '-v', '/data', image, 'sleep', '600');
  await docker.run('exec', 'keeps-data', 'dd', 'if=/dev/zero', 'of=/file', 'bs=1000000', 'count=3');
  const volume = await docker.run('volume', 'ls', '-q');
  await app.frame.goTo('Containers');
  await app.containers.action('keeps-data', 'Actions').click();
  await app.page.getByRole('menuitem', { name: 'Remove', exact: true }).click();

  const dialog = app.frame.dialog;
  await expect(dialog).toHaveAccessibleName('Remove keeps-data?');
  await expect(dialog).toContainText('keeps-data is running');
  await expect(dialog).toContainText('3 MB come back');
  await expect(dialog.getByRole('list', { name: 'Anonymous volumes' })).toHaveText(volume);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  expect(await docker.names()).toEqual(['keeps-data']);

  await app.containers.action('keeps-data', 'Actions').click();
  await app.page.getByRole('menuitem', { name: 'Remove', exact: true }).click();
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'End and remove' }).click();
  await expect(app.containers.row('keeps-data')).toBeHidden();
  expect(await docker.names()).toEqual([]);
  expect(await docker.run('volume', 'ls', '-q')).toBe('');
});

test('everything works from the keyboard alone', async ({ app, engine }) => {
  const { docker, image } = engine;
  await docker.run('create', '--name', 'by-key', '--stop-signal', 'KILL', image, 'sleep', '600');
  const { keyboard } = app.page;
  const row = app.containers.row('by-key');
  await keyboard.press('Control+2');
  await expect(row).toBeVisible();
  await keyboard.press('Control+f');
  await keyboard.type('by-k');
  await keyboard.press('Enter');
  await expect(app.containers.grid).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(row).toHaveAttribute('aria-selected', 'true');

  await keyboard.press('Shift+F10');
  await chooseByKey(app, 'Start');
  await expect(row).toContainText('Running');
  await expect(app.containers.grid).toBeFocused();
  await keyboard.press('Shift+F10');
  await chooseByKey(app, 'Restart');
  await expect(row).toContainText('Restarting…');
  await expect(row).toContainText('Running');
  await keyboard.press('Shift+F10');
  await chooseByKey(app, 'Stop');
  await expect(row).toContainText('Exited');

  await keyboard.press('Delete');
  await expect(app.frame.dialog).toHaveAccessibleName('Remove by-key?');
  await expect(app.frame.dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expect(app.frame.dialog).toContainText('come back');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(row).toBeHidden();
  expect(await docker.names()).toEqual([]);
});

test("a failure is an alert that ends with the engine's own words", async ({ app, engine }) => {
  const { docker, image } = engine;
  await docker.run('run', '-d', '--name', 'first', '-p', '127.0.0.1::80', image, 'sleep', '600');
  const port = (await docker.run('port', 'first', '80/tcp')).replace(/.*:/, '');
  await docker.run('create', '--name', 'second', '-p', `127.0.0.1:${port}:80`, image, 'true');
  await app.frame.goTo('Containers');
  await app.containers.action('second', 'Start').click();
  await expect(app.frame.alert).toContainText('Starting second failed.');
  await expect(app.frame.alert).toContainText(`Port ${port} is taken.`);
  const details = await app.frame.openDetails();
  await expect(details).toContainText(/already allocated|address already in use/);
  await app.page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(app.frame.alert).toBeHidden();
});

test('a log follows its container, and says so when that ends', async ({ app, engine }) => {
  const { docker, image } = engine;
  const script =
    'i=0; while [ -e /tmp ] && [ $i -lt 9999 ]; do i=$((i+1)); echo tick $i; sleep 0.05; done';
  await docker.run(
    'run',
    '-d',
    '--name',
    'ticker',
    '--stop-timeout',
    '0',
    image,
    'sh',
    '-c',
    script,
  );
  await app.frame.goTo('Containers');
  await app.containers.action('ticker', 'Logs').click();
  const { log } = app.container;
  await expect(log).toContainText('tick 1');
  const seen = await lastTick(app);
  await expect.poll(async () => await lastTick(app)).toBeGreaterThan(seen + 10);

  await docker.run('kill', 'ticker');
  const printed = (await docker.run('logs', '--tail', '1', 'ticker')).trim();
  await expect(log).toContainText(printed);
  await expect(app.container.panel).toContainText('The container stopped');
});

test('a thousand containers are all there, though few are drawn', async ({
  open,
  engineVersion,
  engine: { image },
}) => {
  test.setTimeout(120_000);
  // An engine of its own: putting that away is quicker than removing a thousand containers one by one.
  const { rig, docker, dockerHost } = await startEngineUnderTest(engineVersion);
  await using _ = rig;
  await manyContainers(rig, 1000);
  await docker.run('create', '--name', 'needle', image);
  const app = await open({ dockerHost });
  await app.frame.goTo('Containers');
  await expect(app.containers.grid).toHaveAttribute('aria-rowcount', '1002');
  expect(await app.containers.rows.count()).toBeLessThan(80);

  await app.containers.columnHead('Name').getByRole('button').click();
  await expect.poll(async () => (await app.containers.shownNames())[0]).toBe('many-0001');
  await app.containers.columnHead('Name').getByRole('button').click();
  await expect.poll(async () => (await app.containers.shownNames())[0]).toBe('needle');
  await app.containers.grid.press('End');
  await expect(app.containers.row('many-0001')).toBeVisible();

  await app.containers.filter.fill('needle');
  await expect(app.containers.rows).toHaveCount(1);
  await expect(app.containers.row('needle')).toBeVisible();
  await app.containers.filter.fill('many-09');
  await expect(app.containers.grid).toHaveAttribute('aria-rowcount', '101');
  await app.containers.filter.fill('no such thing');
  await expect(app.page.getByText('Nothing matches “no such thing”')).toBeVisible();
});

test('a reload and a crash of the page bring the same list back', async ({ app, engine }) => {
  await engine.docker.run('create', '--name', 'survivor', engine.image);
  await app.frame.goTo('Containers');
  await expect(app.containers.row('survivor')).toBeVisible();
  await app.page.reload();
  await expect(app.containers.row('survivor')).toBeVisible();

  const rendererPid = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  const renderer = identifyProcess(rendererPid ?? 0);
  if (renderer === undefined) throw new Error('the page has no process');
  signalProcess(renderer, 'SIGKILL');
  // Playwright gives a crashed page up, so the new one is asked through the main process.
  await expect
    .poll(async () => await namesInWindow(app), { timeout: 10_000 })
    .toContain('survivor');
});

async function expectTable(app: BerthApp, rows: readonly PsRow[], count: number): Promise<void> {
  const expected = rows.map(asShown).toSorted(byName);
  expect(expected).toHaveLength(count);
  await expect
    .poll(async () => (await app.containers.shownRows()).toSorted(byName), {
      timeout: LIVE_TIMEOUT_MS,
    })
    .toEqual(expected);
}

/** A line of `docker ps` in the table's own spelling: `Running`, and `127.0.0.1:8080→80` for published ports alone. */
function asShown({ name, state, image, ports }: PsRow): PsRow {
  const published = ports.split(', ').filter((port) => port.includes('->'));
  return {
    name,
    state: state.charAt(0).toUpperCase() + state.slice(1),
    image,
    ports: published.map((port) => port.replace('->', '→').replace('/tcp', '')).join(', ') || '–',
  };
}

function byName(a: PsRow, b: PsRow): number {
  return a.name.localeCompare(b.name);
}

async function stateOf(
  docker: { readonly run: (...arguments_: readonly string[]) => Promise<string> },
  name: string,
): Promise<string> {
  return await docker.run('inspect', '-f', '{{.State.Status}}', name);
}

/** Goes down the open menu until the entry has the focus, and presses Enter. */
async function chooseByKey(app: BerthApp, entry: string): Promise<void> {
  const item = app.page.getByRole('menuitem', { name: entry, exact: true });
  await expect(item).toBeVisible();
  await expect(async () => {
    await app.page.keyboard.press('ArrowDown');
    await expect(item).toBeFocused({ timeout: 100 });
  }).toPass();
  await app.page.keyboard.press('Enter');
  await expect(item).toBeHidden();
}

async function lastTick(app: BerthApp): Promise<number> {
  const text = await app.container.log.innerText();
  return Math.max(0, ...[...text.matchAll(/tick (\d+)/g)].map(([, number]) => Number(number)));
}

async function namesInWindow(app: BerthApp): Promise<string> {
  return await app.electron.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) return 'no window';
    const text = window.webContents.executeJavaScript('document.body.innerText');
    // Asked of a page that is just gone, it never answers.
    const silence = new Promise((resolve) => setTimeout(resolve, 500, 'no answer'));
    return String(await Promise.race([text, silence]).catch(String));
  });
}
