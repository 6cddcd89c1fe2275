import { setTimeout as sleep } from 'node:timers/promises';
import type { BerthApp } from './berth-app.ts';
import { expect, test } from './berth-test.ts';
import { bareImage } from '../contract/shell-images.ts';
import { openTerminal } from './open-terminal.ts';

for (const engineVersion of ['20.10', '28.5'] as const) {
  test.describe(`on Docker ${engineVersion}`, () => {
    test.use({ engineVersion });

    test('a terminal opens from its row, takes keys and says what the shell says', async ({
      app,
      engine,
    }) => {
      const { terminals } = app;
      await openTerminal(app, engine, 'web');
      await terminals.type('tty; echo one-$((40 + 2)); echo $TERM');
      await terminals.expectLine(/^\/dev\/pts\/\d+$/);
      await terminals.expectLine('one-42');
      await terminals.expectLine('xterm-256color');

      // Until the shell has begun with the line, its editor takes Ctrl-C for a key.
      await terminals.type('echo beg""un; sleep 1000');
      await terminals.expectLine('begun');
      await app.page.keyboard.press('Control+c');
      await terminals.type('echo status-$?');
      await terminals.expectLine('status-130');
    });

    test('the shell knows the size of the panel, and what it becomes', async ({ app, engine }) => {
      const { terminals } = app;
      await openTerminal(app, engine, 'sized');
      const first = await shellSize(app);
      expect(first.columns).toBeGreaterThan(80);
      for (let step = 0; step < 6; step += 1) await terminals.divider.press('ArrowUp');
      await terminals.input('sized').focus();
      await expect
        .poll(async () => (await shellSize(app)).rows)
        .toBeGreaterThanOrEqual(first.rows + 5);
      const shown = await terminals.rowCount();
      expect((await shellSize(app)).rows).toBe(shown);
    });

    test('the screen outlives hiding the panel, other screens and a reload', async ({
      app,
      engine,
    }) => {
      const { terminals, page } = app;
      await openTerminal(app, engine, 'lives-on');
      await terminals.type(
        'for i in $(seq 1 60); do echo line-$i; done; echo größe-日本; marker=kept',
      );
      await terminals.expectLine('größe-日本');
      const before = await terminals.lines();

      await page.keyboard.press('Control+`');
      await expect(terminals.region).toBeHidden();
      await app.frame.goTo('Notebooks');
      await page.keyboard.press('Control+`');
      await expect(terminals.input('lives-on')).toBeFocused();
      await expect.poll(() => terminals.lines()).toEqual(before);
      await app.frame.goTo('Containers');
      expect(await terminals.lines()).toEqual(before);

      await page.reload();
      await expect.poll(() => terminals.lines()).toEqual(before);
      await terminals.input('lives-on').focus();
      await terminals.type('echo marker-$marker');
      await terminals.expectLine('marker-kept');
    });

    test('a container that stops ends its terminal with a reason, and starts again from there', async ({
      app,
      engine,
    }) => {
      const { terminals } = app;
      await openTerminal(app, engine, 'stopped');
      await terminals.type('echo before-the-end');
      await terminals.expectLine('before-the-end');
      await engine.docker.run('kill', 'stopped');
      await expect(terminals.region.getByRole('status')).toContainText(/container stopped/i);
      await app.page.keyboard.type('echo lost');
      await terminals.expectLine('before-the-end');

      await terminals.way('Start and reconnect').click();
      await expect(terminals.way('Start and reconnect')).toBeHidden();
      await terminals.type('echo after-it');
      await terminals.expectLine('after-it');
      expect(await terminals.lines()).not.toContainEqual(expect.stringContaining('lost'));
    });
  });
}

test('a shell that ends says its exit code, and another takes its place', async ({
  app,
  engine,
}) => {
  const { terminals } = app;
  await openTerminal(app, engine, 'exits');
  await terminals.type('exit 3');
  await expect(terminals.region.getByRole('status')).toContainText('3');
  await expect(terminals.tab('exits')).toHaveAccessibleName(/ended/);
  await terminals.way('Reconnect').click();
  await terminals.type('echo again');
  await terminals.expectLine('again');
});

test('an image without a shell is told plainly, with the engine’s own words', async ({
  app,
  engine,
}) => {
  const { terminals } = app;
  const bare = await bareImage(engine.rig);
  await engine.docker.run('run', '-d', '--name', 'bare', bare);
  await app.frame.goTo('Containers');
  await app.containers.action('bare', 'Terminal').click();
  const alert = terminals.region.getByRole('alert');
  await expect(alert).toContainText('This container’s image has no shell that could be opened.');
  await expect(await app.frame.openDetails(alert)).toContainText('/bin/sh');
  await expect(terminals.tab('bare')).toHaveAccessibleName(/failed/);

  // A helper beside it has one: what it is and costs is said before it is made.
  await terminals.region.getByRole('button', { name: 'Open with a helper…' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'No shell in bare' });
  await expect(dialog).toContainText('SYS_PTRACE');
  await expect(dialog).toContainText('No download');
  await expect(dialog.getByLabel('Image of the helper')).toHaveValue(engine.image);
  await dialog.getByRole('button', { name: 'Make the helper' }).click();
  await expect(dialog).toBeHidden();
  await expect(terminals.tabs).toHaveCount(1);
  await expect(terminals.region.getByText('Helper from', { exact: false })).toContainText('bare');
  await terminals.expectLine(/^\/ #/);
  await terminals.type('ls /target/only');
  await terminals.expectLine('/target/only');
  const [helper = ''] = (await engine.docker.names()).filter((name) => name !== 'bare');
  expect(helper).toMatch(/^bare-helper-/);
  await expect(app.containers.row(helper)).toHaveCount(0);
  await terminals.tool('Close terminal').click();
  await expect(terminals.tabs).toHaveCount(0);
  await expect.poll(async () => await engine.docker.names()).toEqual(['bare']);
});

test('an engine that is cut off ends the terminal, and keys are not sent later', async ({
  app,
  engine,
}) => {
  const { terminals } = app;
  await openTerminal(app, engine, 'cut');
  await terminals.type('echo seen-before');
  await terminals.expectLine('seen-before');
  await engine.rig.halt();
  const reconnect = terminals.region.getByRole('button', { name: /reconnect/i });
  await expect(reconnect).toBeVisible();
  await terminals.input('cut').focus();
  await app.page.keyboard.type('echo sent-late');
  await terminals.expectLine('seen-before');
  await engine.rig.start();
  await expect(app.frame.engineState).toContainText('Connected');
  await expect(reconnect).toBeEnabled();
  await reconnect.click();
  await terminals.type('echo seen-after');
  await terminals.expectLine('seen-after');
  expect((await terminals.lines()).join()).not.toContain('sent-late');
});

test('a flood leaves the window usable, and Ctrl-C ends it', async ({ app, engine }) => {
  const { terminals, page } = app;
  await openTerminal(app, engine, 'flood');
  await terminals.type('yes flooding');
  await terminals.expectLine('flooding');
  await sleep(2000);
  await app.frame.goTo('Notebooks');
  await expect(app.page.getByRole('heading', { name: 'Notebooks', level: 1 })).toBeVisible();
  await terminals.input('flood').focus();
  await page.keyboard.press('Control+c');
  await terminals.type('echo stopped-$?');
  await terminals.expectLine('stopped-130');
});

test('a terminal opens from a row’s menu; of a container that does not run, in a copy', async ({
  app,
  engine,
}) => {
  const { docker, image } = engine;
  const { terminals, page } = app;
  await docker.run('run', '-d', '--name', 'runs', image, 'sleep', '600');
  await docker.run('run', '--name', 'over', '-v', '/data', image, 'sh', '-c', 'echo kept >/kept');
  await app.frame.goTo('Containers');
  await app.containers.action('runs', 'Actions').click();
  await page.getByRole('menuitem', { name: 'Terminal', exact: true }).click();
  await expect(terminals.input('runs')).toBeFocused();

  // Whatever a program draws and calls itself, the frame says whose terminal it is.
  const fake = String.raw`\033]0;Berth\007\033[?1049h\033[2J\033[5;9HBerth needs your password:`;
  await terminals.type(`printf '${fake}'; sleep 600`);
  await terminals.expectLine(/^\s*Berth needs your password:$/);
  await expect(terminals.tab('runs: Berth')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await app.containers.action('over', 'Terminal').click();
  const dialog = page.getByRole('dialog', { name: 'over is not running' });
  await expect(dialog).toContainText('/data: no copies');
  await expect(dialog).toContainText('No download');
  await dialog.getByRole('button', { name: 'Make the helper' }).click();
  await expect(dialog).toBeHidden();
  await expect(terminals.region.getByText('A copy of over')).toContainText('not running');
  await terminals.expectLine(/^\/ #/);
  await terminals.type('cat /kept; echo changed > /kept');
  await terminals.expectLine('kept');
  await expect(app.containers.row('over')).toHaveCount(1);
  await terminals.tool('Close terminal').click();
  await expect.poll(async () => (await docker.names()).toSorted()).toEqual(['over', 'runs']);
  const copies = ['images', '-q', '--filter', 'label=dev.berth.helper'];
  await expect.poll(async () => await docker.run(...copies)).toBe('');
});

/** Answers are told apart by their number: the last one may still be on the screen. */
let sizesAsked = 0;

/** What the shell takes for its size. */
async function shellSize({
  terminals,
}: BerthApp): Promise<{ readonly rows: number; readonly columns: number }> {
  sizesAsked += 1;
  const answer = new RegExp(`^\\[(\\d+) (\\d+) ${sizesAsked}\\]$`);
  await terminals.type(`clear; echo "[$(stty size) ${sizesAsked}]"`);
  await terminals.expectLine(answer);
  const line = (await terminals.lines()).find((seen) => answer.test(seen)) ?? '';
  const [, rows = 0, columns = 0] = (answer.exec(line) ?? []).map(Number);
  return { rows, columns };
}
