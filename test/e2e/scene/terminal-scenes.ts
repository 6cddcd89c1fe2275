import { expect } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bareImage } from '../../contract/shell-images.ts';
import { answerDialogs } from '../answer-dialogs.ts';
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
  await walkAsked(app, visit);
  await walkRecordings(app, visit);
  await walkEnds(app, engine, visit);
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
  await choose(app, 'Screen reader on');
  await expect(terminals.region.getByRole('list').last()).toContainText('colour-7');
  await visit('terminal-screen-reader', app);
  await choose(app, 'Screen reader off');
}

/** What is asked before it is done. */
async function walkAsked(app: BerthApp, visit: Visit): Promise<void> {
  const { terminals, page, frame } = app;
  const text = 'pip install -r requirements.txt\npython train.py --epochs 90\n';
  await app.electron.evaluate(({ clipboard }, value) => clipboard.writeText(value), text);
  await page.keyboard.press('Control+Shift+V');
  await expect(frame.dialog).toContainText('Paste');
  await visit('terminal-paste', app);
  await page.keyboard.press('Escape');
  await terminals.tool('Close terminal').click();
  await expect(terminals.input('resnet-sweep-7')).toHaveCount(1);
  const link = 'https://wandb.example/runs/resnet-sweep-7?view=loss';
  await terminals.type(String.raw`clear; printf '\033]8;;${link}\033\\the run\033]8;;\033\\\n'`);
  await terminals.expectLine('the run');
  await terminals.clickOn('the run');
  await expect(frame.dialog).toContainText(link);
  await visit('terminal-link', app);
  await page.keyboard.press('Escape');
}

/** A recording that runs, and one that is played. */
async function walkRecordings(app: BerthApp, visit: Visit): Promise<void> {
  const { terminals, frame } = app;
  const folder = await app.state.folder('recordings');
  await answerDialogs(app, join(folder, 'own.cast'));
  await choose(app, 'Record…');
  await frame.dialog.getByRole('checkbox').check();
  await visit('terminal-record', app);
  await frame.dialog.getByRole('button', { name: 'Choose a file' }).click();
  await expect(terminals.region.getByRole('status')).toContainText('Recording');
  await visit('terminal-recording', app);
  await terminals.region.getByRole('button', { name: 'Stop recording' }).click();
  await app.page.getByRole('button', { name: 'Dismiss' }).click();

  const file = join(folder, 'training.cast');
  await writeFile(file, trainingCast());
  await answerDialogs(app, file);
  await choose(app, 'Play a recording…');
  await expect(frame.dialog.locator('.xterm-rows')).toContainText('loss');
  await frame.dialog.getByRole('button', { name: 'Pause' }).click();
  await visit('terminal-player', app);
  await frame.dialog.getByRole('button', { name: 'Close' }).click();
}

/** Terminals whose shell ended, or never began. */
async function walkEnds(app: BerthApp, engine: EngineUnderTest, visit: Visit): Promise<void> {
  const { terminals, page, frame } = app;
  await engine.docker.run('kill', 'resnet-sweep-7');
  await expect(terminals.way('Start and reconnect')).toBeVisible();
  await visit('terminal-ended', app);
  await engine.docker.run('run', '-d', '--name', 'gateway', await bareImage(engine.rig));
  await app.containers.action('gateway', 'Terminal').click();
  const withHelper = terminals.region.getByRole('button', { name: 'Open with a helper…' });
  await expect(withHelper).toBeVisible();
  await visit('terminal-no-shell', app);
  await withHelper.click();
  await expect(frame.dialog.getByLabel('Image of the helper')).toBeVisible();
  await visit('terminal-helper', app);
  await page.keyboard.press('Escape');
  await engine.docker.run('exec', '-d', 'tensorboard', 'sleep', '1001');
  await app.containers.row('tensorboard').getByRole('link').click();
  await expect(page.getByRole('list', { name: 'Shells and other execs' })).toContainText('1001');
  await visit('container-execs', app);
}

async function choose({ terminals, page }: BerthApp, entry: string): Promise<void> {
  await terminals.tool('Terminal actions').click();
  await page.getByRole('menuitem', { name: entry }).click();
}

/** Ten minutes of a training run, recorded. */
function trainingCast(): string {
  const line = (epoch: number): string =>
    `epoch ${epoch}  loss \u001b[33m0.${900 - epoch * 17}\u001b[0m  accuracy \u001b[32m0.${400 + epoch * 11}\u001b[0m\r\n`;
  return [
    { version: 2, width: 100, height: 24, timestamp: 1_795_000_000, title: 'resnet-sweep-7: sh' },
    [0.1, 'o', '/ # python train.py\r\n'],
    ...Array.from({ length: 18 }, (_none, index) => [0.2, 'o', line(index + 1)]),
    [600, 'o', '/ # '],
  ]
    .map((entry) => `${JSON.stringify(entry)}\n`)
    .join('');
}
