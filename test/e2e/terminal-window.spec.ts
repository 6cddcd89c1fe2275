import type { Page } from '@playwright/test';
import { AxeBuilder } from '@axe-core/playwright';
import type { BerthApp } from './berth-app.ts';
import { expect, test } from './berth-test.ts';
import { openTerminal } from './open-terminal.ts';

test('a terminal moves to a window of its own and back, and its shell goes on', async ({
  app,
  engine,
}) => {
  const { terminals, page } = app;
  await openTerminal(app, engine, 'apart');
  await terminals.type('marker=kept; echo before');
  await terminals.expectLine('before');

  const own = await moveOut(app);
  await expect(terminals.region).toContainText('In its own window');
  const input = own.getByRole('textbox', { name: 'Terminal in apart' });
  await expect(input).toBeFocused();
  await expect(own).toHaveTitle('apart: sh · Berth');
  await expect.poll(async () => await linesOf(own)).toContain('before');
  await own.keyboard.type('echo own-$marker');
  await own.keyboard.press('Enter');
  await expect.poll(async () => await linesOf(own)).toContain('own-kept');
  const rows = (await linesOf(own, true)).length;
  await own.keyboard.press('Control+=');
  await own.keyboard.press('Control+=');
  await own.keyboard.press('Control+=');
  await expect.poll(async () => (await linesOf(own, true)).length).toBeLessThan(rows);
  await own.keyboard.press('Control+0');

  // The panel's tools and the palette are here too, without what is about tabs.
  const palette = own.getByRole('dialog', { name: 'Commands' });
  await own.keyboard.press('F1');
  await own.keyboard.type('term');
  await expect(palette.getByRole('option', { name: 'Find in terminal' })).toBeVisible();
  await expect(palette.getByRole('option', { name: /Split|Go to|Logs/ })).toHaveCount(0);
  await own.keyboard.type(' settings');
  await own.keyboard.press('Enter');
  await leaveDialog(own);
  await expect(input).toBeFocused();
  await own.getByRole('button', { name: 'Terminal actions' }).click();
  await expect(own.getByRole('menuitem', { name: /Split/ })).toHaveCount(0);
  await own.getByRole('menuitem', { name: 'Record…' }).click();
  await leaveDialog(own);
  await expect(input).toBeFocused();
  const { violations } = await new AxeBuilder({ page: own }).setLegacyMode(true).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual(
    [],
  );
  await own.screenshot({ path: test.info().outputPath('own-window.png') });
  await page.screenshot({ path: test.info().outputPath('in-own-window.png') });

  await terminals.region.getByRole('button', { name: 'Bring back' }).click();
  await terminals.expectLine('own-kept');
  await expect(terminals.input('apart')).toBeFocused();
  expect(app.electron.windows()).toHaveLength(1);
  await terminals.type('echo back-$marker');
  await terminals.expectLine('back-kept');

  // With the main window gone the app lives on in the other one, which brings it back as it closes.
  const again = await moveOut(app);
  await expect.poll(async () => await linesOf(again)).toContain('back-kept');
  await page.close();
  await again.keyboard.type('echo alone-$marker');
  await again.keyboard.press('Enter');
  await expect.poll(async () => await linesOf(again)).toContain('alone-kept');
  const main = app.electron.waitForEvent('window');
  await again.getByRole('button', { name: 'Bring back' }).click();
  const shown = await main;
  await expect(shown.getByRole('region', { name: 'Terminals', exact: true })).toBeVisible();
  await expect.poll(async () => await linesOf(shown)).toContain('alone-kept');
});

/** Moves the chosen terminal; answers its window's page. */
async function moveOut({ electron, page, terminals }: BerthApp): Promise<Page> {
  const opened = electron.waitForEvent('window');
  await terminals.tool('Terminal actions').click();
  await page.getByRole('menuitem', { name: 'Move to its own window' }).click();
  return await opened;
}

/** The lines of a page's only terminal; `isAll` counts the empty ones below too. */
async function linesOf(page: Page, isAll = false): Promise<readonly string[]> {
  const rows = await page
    .locator('.xterm-rows > div')
    .evaluateAll((all) =>
      all.map((row) => (row.textContent ?? '').replaceAll('\u00a0', ' ').trimEnd()),
    );
  return isAll ? rows : rows.filter((row) => row !== '');
}

/** Escape once the dialog has the keyboard: it is to be seen a moment before. */
async function leaveDialog(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator(':focus')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}
