import { AxeBuilder } from '@axe-core/playwright';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BerthApp } from './berth-app.ts';
import { expect, test } from './berth-test.ts';
import { openTerminal } from './open-terminal.ts';

test('tabs are chosen, moved, renamed and closed by keyboard', async ({ app, engine }) => {
  const { terminals, page } = app;
  await openTerminal(app, engine, 'one');
  await terminals.type('echo in-one');
  await terminals.expectLine('in-one');
  await openTerminal(app, engine, 'two');
  await expect(terminals.tabs).toHaveText([/^one/, /^two/]);

  await page.keyboard.press('Control+PageUp');
  await expect(terminals.tab('one')).toHaveAttribute('aria-selected', 'true');
  await expect(terminals.input('one')).toBeFocused();
  await terminals.expectLine('in-one');
  await page.keyboard.press('Control+Shift+PageDown');
  await expect(terminals.tabs).toHaveText([/^two/, /^one/]);

  await terminals.tab('one').focus();
  await page.keyboard.press('F2');
  await app.frame.dialog.getByRole('textbox', { name: 'Name' }).pressSequentially('training');
  await page.keyboard.press('Enter');
  await expect(terminals.tabs).toHaveText([/^two/, 'one: training']);

  await terminals.tool('Terminal actions').click();
  await page.getByRole('menuitem', { name: 'Rename', exact: true }).click();
  await app.frame.dialog.getByRole('textbox', { name: 'Name' }).fill('');
  await app.frame.dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(terminals.tabs).toHaveText([/^two/, 'one: sh']);

  await terminals.tab('one').focus();
  await page.keyboard.press('Delete');
  await expect(terminals.tabs).toHaveText([/^two/]);
  await terminals.tool('Close terminal').click();
  await expect(terminals.region).toContainText('No terminals');
  await expect.poll(async () => await engine.docker.run('top', 'one')).not.toMatch(/\bsh\b/);

  // An empty panel has the keyboard and offers what runs, the newest first.
  await expect(terminals.region.getByRole('button', { name: /^Open a terminal in/ })).toHaveCount(
    2,
  );
  await expect(terminals.region.getByRole('button', { name: /terminal in two/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(terminals.input('two')).toBeFocused();
});

test('a paste of several lines is shown before a shell gets it', async ({ app, engine }) => {
  const { terminals, page } = app;
  await openTerminal(app, engine, 'pasted');
  await terminals.type('true');
  await paste(app, 'pasted', 'echo pasted-$((1 + 1))');
  await page.keyboard.press('Enter');
  await terminals.expectLine('pasted-2');
  await expect(app.frame.dialog).toBeHidden();

  await paste(app, 'pasted', 'echo first-$((1 + 1))\necho se\u001bcond-$((2 + 2))\n');
  await expect(app.frame.dialog).toContainText('every line is run at once');
  await expect(app.frame.dialog).toContainText('1 control character');
  await app.frame.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(terminals.input('pasted')).toBeFocused();
  await paste(app, 'pasted', 'echo first-$((1 + 1))\necho se\u001bcond-$((2 + 2))\n');
  await app.frame.dialog.getByRole('button', { name: 'Paste' }).click();
  await terminals.expectLine('first-2');
  await terminals.expectLine('second-4');
  expect((await terminals.lines()).filter((line) => line === 'first-2')).toHaveLength(1);
});

test('the edge is dragged, the text grows, and both are so after a reload', async ({
  app,
  engine,
}) => {
  const { terminals, page } = app;
  await openTerminal(app, engine, 'sizes');
  const before = await terminals.rowCount();
  const edge = await terminals.divider.boundingBox();
  if (edge === null) throw new Error('the panel has no edge');
  await page.mouse.move(edge.x + 200, edge.y + 3);
  await page.mouse.down();
  await page.mouse.move(edge.x + 200, edge.y - 147, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => terminals.rowCount()).toBeGreaterThanOrEqual(before + 9);

  const dragged = await terminals.rowCount();
  await terminals.input('sizes').focus();
  for (let press = 0; press < 5; press += 1) await page.keyboard.press('Control+=');
  await expect.poll(() => terminals.rowCount()).toBeLessThan(dragged - 4);
  const grown = await terminals.rowCount();
  await page.reload();
  await expect.poll(() => terminals.rowCount()).toBe(grown);
  await terminals.input('sizes').focus();
  await page.keyboard.press('Control+0');
  await expect.poll(() => terminals.rowCount()).toBe(dragged);
});

test('what is marked is copied', async ({ app, engine }) => {
  const { terminals, page } = app;
  await openTerminal(app, engine, 'copied');
  await terminals.type('echo to-be-copied-$((3 + 4))');
  await terminals.expectLine('to-be-copied-7');
  await page.keyboard.press('Control+Shift+A');
  await page.keyboard.press('Control+Shift+C');
  await expect
    .poll(async () => await app.electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toContain('to-be-copied-7');
});

test('a search finds by text and by expression, also what scrolled away', async ({
  app,
  engine,
}) => {
  const { terminals, page } = app;
  await openTerminal(app, engine, 'searched');
  await terminals.type('for i in $(seq 1 200); do echo row-$i; done');
  await terminals.expectLine('row-200');
  await page.keyboard.press('Control+Shift+F');
  const field = terminals.region.getByRole('searchbox', { name: 'Find in terminal' });
  const matches = terminals.region.getByRole('status', { name: 'Matches' });
  await expect(field).toBeFocused();
  await field.fill('row-7');
  await expect(matches).toHaveText('11 of 11');
  await page.keyboard.press('Enter');
  await expect(matches).toHaveText('10 of 11');
  await terminals.expectLine('row-78');

  await terminals.region.getByRole('checkbox', { name: 'Regex' }).check();
  await field.fill('row-\\d7$');
  await expect(matches).toHaveText('9 of 9');
  await field.fill('row-(');
  await expect(matches).toHaveText('Not a regular expression');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
  await expect(terminals.input('searched')).toBeFocused();
});

test('a link is shown in full and opened only when that is confirmed', async ({ app, engine }) => {
  const { terminals } = app;
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => {
      opened.push(url);
      await Promise.resolve();
    };
  });
  const opened = async (): Promise<unknown> =>
    await app.electron.evaluate(() => Reflect.get(globalThis, 'opened') as unknown);
  await openTerminal(app, engine, 'linked');
  await terminals.type(
    String.raw`clear; printf '\033]8;;https://example.org/hidden?q=1\033\\harmless\033]8;;\033\\\n'`,
  );
  await terminals.expectLine('harmless');
  await terminals.clickOn('harmless');
  await expect(app.frame.dialog).toContainText('https://example.org/hidden?q=1');
  await app.frame.dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await opened()).toEqual([]);
  await terminals.clickOn('harmless');
  await app.frame.dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect.poll(opened).toEqual(['https://example.org/hidden?q=1']);
});

test.describe.configure({ timeout: 120_000 });

test('axe finds nothing serious in the panel and its dialogs', async ({ app, engine }) => {
  const { terminals } = app;
  const found: string[] = [];
  const look = async (scene: string, within = 'section[aria-label=Terminals]'): Promise<void> => {
    for (const theme of ['light', 'dark'] as const) {
      await app.useTheme(theme);
      await app.page.waitForFunction(
        (isDark) => matchMedia('(prefers-color-scheme: dark)').matches === isDark,
        theme === 'dark',
      );
      // The terminal takes over the theme's colours with its next drawn frame.
      await sleep(100);
      const axe = new AxeBuilder({ page: app.page }).setLegacyMode(true).include(within);
      // A theme changes colours and nothing else.
      if (theme === 'dark') axe.withRules(['color-contrast']);
      const { violations } = await axe.analyze();
      found.push(
        ...violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${scene}, ${theme}: ${id}: ${nodes[0]?.html.slice(0, 200)}`),
      );
      await app.page.screenshot({ path: test.info().outputPath(`${scene}-${theme}.png`) });
    }
  };
  await app.frame.goTo('Containers');
  await expect(app.page.getByRole('main')).toContainText('No containers');
  await app.page.keyboard.press('Control+`');
  await expect(terminals.region).toContainText('No terminals');
  await look('empty');
  await openTerminal(app, engine, 'looked-at');
  await terminals.type(
    String.raw`for c in 0 1 2 3 4 5 6 7; do printf "\033[3${'$'}{c}mcolour-${'$'}c \033[9${'$'}{c}mbright \033[4${'$'}{c}mback\033[0m\n"; done`,
  );
  await terminals.expectLine(/colour-7 bright back/);
  await look('running');
  await app.page.keyboard.press('Control+Shift+F');
  await terminals.region.getByRole('searchbox').fill('bright');
  await look('search');
  await app.page.keyboard.press('Escape');
  await app.page.keyboard.press('Escape');
  for (const dialog of ['Terminal settings', 'Record…']) {
    await terminals.tool('Terminal actions').click();
    await app.page.getByRole('menuitem', { name: dialog }).click();
    await expect(app.frame.dialog).toBeVisible();
    // What a recording warns of is looked at too.
    if (dialog === 'Record…') await app.frame.dialog.getByRole('checkbox').check();
    await look(dialog.toLowerCase().replaceAll(/[^a-z]+/g, '-'), '[role=dialog]');
    await app.page.keyboard.press('Escape');
    await expect(app.frame.dialog).toBeHidden();
  }
  await terminals.tool('Terminal actions').click();
  await app.page.getByRole('menuitem', { name: 'Screen reader on' }).click();
  await expect(terminals.region.getByRole('list')).toContainText('colour-7');
  await look('screen-reader');
  await engine.docker.run('kill', 'looked-at');
  await expect(terminals.way('Start and reconnect')).toBeVisible();
  await look('ended');
  expect(found).toEqual([]);
});

/** Puts a text on the clipboard and pastes it as a person does. */
async function paste(app: BerthApp, containerName: string, text: string): Promise<void> {
  await app.electron.evaluate(({ clipboard }, value) => clipboard.writeText(value), text);
  await app.terminals.input(containerName).focus();
  await app.page.keyboard.press('Control+Shift+V');
}
