import { expect } from '@playwright/test';
import type { BerthApp } from '../berth-app.ts';
import type { EngineUnderTest } from '../engine-pool.ts';
import type { Visit } from './visit.ts';

/** The sixteen colours, each with its bright form and as a background. */
const COLOR_SCRIPT = String.raw`clear; for c in 0 1 2 3 4 5 6 7; do printf "\033[3${'$'}{c}mcolour-${'$'}c \033[9${'$'}{c}mbright \033[4${'$'}{c}mback\033[0m\n"; done`;

/** Walks through the terminals' panel over the containers that are there. */
export async function walkTerminals(
  app: BerthApp,
  engine: EngineUnderTest,
  visit: Visit,
): Promise<void> {
  const { terminals, page, frame } = app;
  await frame.goTo('Containers');
  await terminals.button.click();
  await expect(terminals.region).toContainText('No terminals');
  await visit('terminal-none', app);
  await app.containers.action('tensorboard', 'Terminal').click();
  await expect(terminals.input('tensorboard')).toBeFocused();
  await app.containers.action('resnet-sweep-7', 'Terminal').click();
  await expect(terminals.input('resnet-sweep-7')).toBeFocused();
  await terminals.type('clear; ls --color=always -l / | head -8; echo; df -h / | tail -2');
  await terminals.expectLine(/%.*\/$/);
  await visit('terminal', app);

  await page.keyboard.press('Control+Shift+D');
  await expect(terminals.input('resnet-sweep-7')).toHaveCount(2);
  await terminals.expectLine(/^\/ #/, 1);
  await terminals.type(COLOR_SCRIPT);
  await terminals.expectLine(/colour-7 bright back/, 1);
  await page.keyboard.press('Control+Shift+F');
  await terminals.region.getByRole('searchbox').fill('bright');
  await expect(terminals.region.getByRole('status', { name: 'Matches' })).toHaveText('8 of 8');
  await visit('terminal-split', app);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await walkDialogs(app, visit);
  await terminals.tool('Close terminal').click();
  await expect(terminals.input('resnet-sweep-7')).toHaveCount(1);
  await engine.docker.run('kill', 'resnet-sweep-7');
  await expect(terminals.way('Start and reconnect').first()).toBeVisible();
  await visit('terminal-ended', app);
}

/** What the tools lead to. */
async function walkDialogs(app: BerthApp, visit: Visit): Promise<void> {
  const { terminals, page, frame } = app;
  await terminals.tool('Terminal actions').click();
  await expect(page.getByRole('menu')).toBeVisible();
  await visit('terminal-menu', app);
  await page.getByRole('menuitem', { name: 'Terminal settings' }).click();
  await expect(frame.dialog).toContainText('Renderer');
  await visit('terminal-settings', app);
  await page.keyboard.press('Escape');
  await choose(app, 'New terminal with options…');
  await expect(frame.dialog.getByRole('combobox', { name: 'Shell' })).toContainText('/bin/sh');
  await visit('terminal-options', app);
  await page.keyboard.press('Escape');
  await choose(app, 'Rename');
  await visit('terminal-rename', app);
  await page.keyboard.press('Escape');
  await page.keyboard.press('F1');
  await page.keyboard.type('term');
  await expect(frame.dialog.getByRole('option', { selected: true })).toBeVisible();
  await visit('palette', app);
  await page.keyboard.press('Escape');
}

async function choose({ terminals, page }: BerthApp, entry: string): Promise<void> {
  await terminals.tool('Terminal actions').click();
  await page.getByRole('menuitem', { name: entry }).click();
}
