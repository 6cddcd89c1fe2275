import { expect, test } from './berth-test.ts';
import { openTerminal } from './open-terminal.ts';

test('terminals look as they are set up, programs learn the colours, and a bell is seen', async ({
  app,
  engine,
}) => {
  const { terminals, page, frame } = app;
  await openTerminal(app, engine, 'set-up');
  const rows = await terminals.rowCount();
  await terminals.tool('Terminal actions').click();
  await page.getByRole('menuitem', { name: 'Terminal settings' }).click();
  await frame.dialog.getByRole('spinbutton', { name: 'Size of text' }).fill('20');
  await expect.poll(() => terminals.rowCount()).toBeLessThan(rows - 2);
  await frame.dialog.getByRole('combobox', { name: 'Lines kept' }).selectOption('1,000');
  await frame.dialog.getByRole('checkbox', { name: 'Blinking cursor' }).check();
  // Without a graphics card the page's own elements draw, whatever is chosen, and it is said why.
  const inUse = frame.dialog.getByRole('status', { name: 'Renderer in use' });
  await expect(inUse).toHaveText(/^DOM: .*\.$/);
  await frame.dialog.getByRole('combobox', { name: 'Renderer' }).selectOption('DOM');
  await expect(inUse).toHaveText('DOM: your choice.');
  await page.screenshot({ path: test.info().outputPath('settings.png') });
  await page.keyboard.press('Escape');
  await expect(terminals.input('set-up')).toBeFocused();
  await expect(terminals.region.locator('.xterm-cursor-blink')).toBeVisible();
  await page.reload();
  await expect.poll(() => terminals.rowCount()).toBeLessThan(rows - 2);
  await terminals.input('set-up').focus();
  await expect(terminals.region.locator('.xterm-cursor-blink')).toBeVisible();
  await terminals.tool('Terminal actions').click();
  await page.getByRole('menuitem', { name: 'Terminal settings' }).click();
  await frame.dialog.getByRole('button', { name: 'Reset all of these' }).click();
  await page.keyboard.press('Escape');
  await expect.poll(() => terminals.rowCount()).toBe(rows);

  for (const [theme, background] of [
    ['light', 'ffff/ffff/ffff'],
    ['dark', '1111/1313/1717'],
  ] as const) {
    await app.useTheme(theme);
    // What answers is told of the change a moment after the page is.
    await expect(async () => {
      await terminals.type(
        String.raw`stty -echo -icanon; printf '\033]11;?\033\\'; dd bs=1 count=23 2>/dev/null | tail -c 21; stty sane; echo`,
      );
      await terminals.expectLine(`11;rgb:${background}`);
    }).toPass({ timeout: 10_000 });
  }

  await openTerminal(app, engine, 'looked-at');
  await page.keyboard.press('Control+PageUp');
  await terminals.type(String.raw`sleep 1; printf '\a'; echo rung`);
  await page.keyboard.press('Control+PageDown');
  await expect(terminals.tab('set-up')).toHaveAccessibleName(/bell/);
  await page.keyboard.press('Control+PageUp');
  await terminals.expectLine('rung');
  await expect(terminals.tab('set-up')).not.toHaveAccessibleName(/bell/);
});
