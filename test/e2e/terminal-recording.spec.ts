import { AxeBuilder } from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answerDialogs } from './answer-dialogs.ts';
import type { BerthApp } from './berth-app.ts';
import { expect, test } from './berth-test.ts';
import { openTerminal } from './open-terminal.ts';

test('a terminal is saved as text, recorded, and played', async ({ app, engine, state }) => {
  const { terminals, page, frame } = app;
  const folder = await state.folder('saved');
  await openTerminal(app, engine, 'written');
  await terminals.type('for i in $(seq 1 100); do echo row-$i; done');
  await terminals.expectLine('row-100');

  await answerDialogs(app, join(folder, 'it.txt'));
  await choose(app, 'Save text…');
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('it.txt');
  const text = (await readFile(join(folder, 'it.txt'), 'utf8')).split('\n');
  expect(text.filter((line) => line.startsWith('row-'))).toEqual(
    Array.from({ length: 100 }, (_none, index) => `row-${index + 1}`),
  );

  await answerDialogs(app, join(folder, 'it.cast'));
  await choose(app, 'Record…');
  await frame.dialog.getByRole('button', { name: 'Choose a file' }).click();
  await expect(terminals.tab('written')).toHaveAccessibleName(/recording/);
  await expect(terminals.region.getByRole('status')).toContainText('Recording');
  await terminals.input('written').focus();
  await terminals.type('echo recorded-$((6 * 7))');
  await terminals.expectLine('recorded-42');
  await page.screenshot({ path: test.info().outputPath('recording.png') });
  await terminals.region.getByRole('button', { name: 'Stop recording' }).click();
  await expect(terminals.tab('written')).not.toHaveAccessibleName(/recording/);
  const cast = (await readFile(join(folder, 'it.cast'), 'utf8')).trimEnd().split('\n');
  expect(JSON.parse(cast[0] ?? '')).toMatchObject({ version: 2, env: { TERM: 'xterm-256color' } });
  expect(cast.join('\n')).toContain('recorded-42');
  expect(cast.join('\n')).not.toContain('"i"');

  await choose(app, 'Play a recording…');
  const played = frame.dialog.locator('.xterm-rows');
  await expect(played).toContainText('recorded-42');
  await expect(frame.dialog.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  const position = frame.dialog.getByRole('slider', { name: 'Position' });
  await position.fill('0');
  await expect(played).not.toContainText('recorded-42');
  await expect(played).toContainText('row-100');
  await frame.dialog.getByRole('combobox', { name: 'Speed' }).selectOption('4 ×');
  await frame.dialog.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(played).toContainText('recorded-42');
  await page.screenshot({ path: test.info().outputPath('player.png') });
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual(
    [],
  );
  await frame.dialog.getByRole('button', { name: 'Close' }).click();
  await expect(terminals.input('written')).toBeFocused();

  await answerDialogs(app, join(folder, 'it.txt'));
  await choose(app, 'Play a recording…');
  await expect(page.getByRole('alert')).toContainText('no recording that can be played');
});

async function choose({ terminals, page }: BerthApp, entry: string): Promise<void> {
  await terminals.tool('Terminal actions').click();
  await page.getByRole('menuitem', { name: entry }).click();
}
