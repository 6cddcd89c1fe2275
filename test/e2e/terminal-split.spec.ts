import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './berth-test.ts';
import { openTerminal } from './open-terminal.ts';

test('terminals share a tab, change places in it by keyboard, and keep their places over a reload', async ({
  app,
  engine,
}) => {
  const { terminals, page } = app;
  await openTerminal(app, engine, 'split');
  await terminals.type('echo in-first');
  await page.keyboard.press('Control+Shift+D');
  const inputs = terminals.input('split');
  await expect(inputs).toHaveCount(2);
  await expect(inputs.nth(1)).toBeFocused();
  await terminals.expectLine(/^\/ #/, 1);
  await terminals.type('echo in-second');
  await terminals.expectLine('in-second', 1);
  await terminals.expectLine('in-first', 0);
  await expect(terminals.tabs).toHaveText(['split: sh2, 2 terminals']);

  await page.keyboard.press('Control+Shift+ArrowLeft');
  await expect(inputs.nth(0)).toBeFocused();
  await page.keyboard.press('Control+Shift+E');
  await expect(inputs).toHaveCount(3);
  await expect(inputs.nth(1)).toBeFocused();
  await terminals.expectLine(/^\/ #/, 1);
  await terminals.type('echo in-third');
  await terminals.expectLine('in-third', 1);

  const width = terminals.paneEdge.filter({ visible: true }).nth(1);
  await expect(width).toHaveAccessibleName('Width of the left terminal');
  for (let step = 0; step < 5; step += 1) await width.press('ArrowRight');
  await expect(width).toHaveAttribute('aria-valuenow', '65');
  const places = async (): Promise<readonly unknown[]> =>
    await Promise.all([0, 1, 2].map(async (pane) => await inputs.nth(pane).evaluate(placeOf)));
  const before = await places();
  for (const theme of ['dark', 'light'] as const) {
    await app.useTheme(theme);
    await page.screenshot({ path: test.info().outputPath(`split-${theme}.png`) });
  }
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .include('section[aria-label=Terminals]')
    .analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual(
    [],
  );

  await page.reload();
  await expect(inputs).toHaveCount(3);
  for (const [pane, line] of ['in-first', 'in-third', 'in-second'].entries()) {
    await terminals.expectLine(line, pane);
  }
  await expect.poll(places).toEqual(before);

  await inputs.nth(2).focus();
  await terminals.tool('Close terminal').click();
  await expect(inputs).toHaveCount(2);
  await expect(terminals.paneEdge).toHaveAccessibleName('Height of the upper terminal');
  await page.keyboard.press('Control+Shift+ArrowUp');
  await terminals.type('exit');
  await terminals.way('Close').click();
  await expect(terminals.tabs).toHaveText(['split: sh']);
  await expect(terminals.paneEdge).toBeHidden();
});

test('a tab is dragged; one that was hidden is as it was left; a file is dropped', async ({
  app,
  engine,
  state,
}) => {
  const { terminals, page } = app;
  await openTerminal(app, engine, 'left-at');
  await terminals.type('for i in $(seq 1 300); do echo row-$i; done');
  await terminals.expectLine('row-300');
  await page.keyboard.press('Shift+PageUp');
  await page.keyboard.press('Shift+PageUp');
  const seen = await terminals.lines();
  expect(seen).not.toContain('row-300');
  await terminals.markLine(seen[2] ?? '');
  await openTerminal(app, engine, 'other');
  await terminals.dragTab('left-at', 'other');
  await expect(terminals.tabs).toHaveText([/^other/, /^left-at/]);
  await expect(terminals.tab('left-at')).toHaveAttribute('aria-selected', 'true');
  expect(await terminals.lines()).toEqual(seen);
  await expect(terminals.input('left-at')).toBeFocused();
  await page.keyboard.press('Control+Shift+C');
  await expect
    .poll(async () => await app.electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toContain(seen[2]);

  // A flood behind a hidden tab is more than its screen takes: it is filled anew.
  await terminals.type('sleep 1; yes flooded | head -n 200000; echo flood-is-over');
  await terminals.tab('other').click();
  await terminals.type('echo meanwhile');
  await terminals.expectLine('meanwhile');
  await expect
    .poll(async () => await engine.docker.run('top', 'left-at'))
    .not.toMatch(/\b(sleep 1|yes|head)\b/);
  await terminals.tab('left-at').click();
  await terminals.expectLine('flood-is-over');

  // A dropped file's path is one word, shown before it is typed, and nothing of it is run.
  const folder = await state.folder('drop');
  const name = `it's $(echo run) \\x;`;
  await writeFile(join(folder, name), '');
  await writeFile(join(folder, 'two\nlines'), '');
  await page.keyboard.type('echo ');
  await dropFile(page, join(folder, name));
  const asked = page.getByRole('dialog', { name: 'Type this path?' });
  await expect(asked.getByRole('region', { name: 'Paths to type' })).toContainText('$(echo run)');
  await expect(asked.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(asked).toBeHidden();
  await expect(terminals.input('left-at')).toBeFocused();
  await page.keyboard.press('Enter');
  await terminals.expectLine(join(folder, name));
  await dropFile(page, join(folder, 'two\nlines'));
  await expect(page.getByRole('alert')).toContainText('control characters');
});

/** Drops a real file of this machine on the terminal, as far as the page can tell. */
async function dropFile(page: Page, path: string): Promise<void> {
  const chooser = await page.evaluateHandle(() => {
    const input = document.createElement('input');
    input.type = 'file';
    return input;
  });
  await chooser.setInputFiles(path);
  await page.evaluate((input) => {
    const dataTransfer = new DataTransfer();
    const file = input.files?.[0];
    if (file !== undefined) dataTransfer.items.add(file);
    document
      .querySelector('.xterm')
      ?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, chooser);
}

/** Where a terminal is seen, in whole pixels. */
function placeOf(input: Element): readonly number[] {
  const { x, y, width, height } = input.closest('.xterm')?.getBoundingClientRect() ?? new DOMRect();
  return [x, y, width, height].map(Math.round);
}
