import { AxeBuilder } from '@axe-core/playwright';
import type { BerthApp } from './berth-app.ts';
import { expect, test } from './berth-test.ts';
import { LocalRegistry } from './local-registry.ts';
import { walkContainers } from './scene/container-scenes.ts';
import { walkEngineStates } from './scene/engine-scenes.ts';
import { prepareNotebooks, walkNotebooks } from './scene/notebook-scenes.ts';

/** Each walk passes through every scene of its screens, twice for each: light and dark. */
test.describe.configure({ timeout: 420_000 });

const THEMES = ['light', 'dark'] as const;

test('axe finds nothing serious on the containers’ screens', async ({ app, engine }) => {
  const found: string[] = [];
  await walkContainers(
    app,
    engine,
    async (name) => void found.push(...(await seriousOf(app, name))),
  );
  expect(found).toEqual([]);
});

test('axe finds nothing serious on the notebooks’ screens', async ({
  open,
  state,
  engine,
  starterArchive,
}) => {
  expect(starterArchive).toMatch(/starter-notebook/);
  await using registry = await LocalRegistry.start();
  await prepareNotebooks(state, engine, registry);
  const app = await open({ dockerHost: engine.dockerHost });
  const found: string[] = [];
  await walkNotebooks(app, async (name) => void found.push(...(await seriousOf(app, name))));
  expect(found).toEqual([]);
});

test('axe finds nothing serious on the engine’s pages', async ({ open, state, engine }) => {
  await engine.docker.run('create', '--name', 'known', engine.image);
  const found: string[] = [];
  await walkEngineStates(open, state, engine, async (name, app) => {
    found.push(...(await seriousOf(app, name)));
  });
  expect(found).toEqual([]);
});

test('the whole window can be walked through by Tab, with the focus always in sight', async ({
  app,
  engine,
}) => {
  await engine.docker.run('create', '--name', 'known', engine.image);
  const { keyboard } = app.page;
  await expect(app.notebooks.card('Starter notebook')).toBeVisible();
  const stops = await tabStops(app);
  expect(stops[0]).toBe('Skip to content');
  expect(stops).toEqual(expect.arrayContaining(['Notebooks', 'Containers', 'Launch', 'Options']));
  expect(stops.some((stop) => /task/i.test(stop))).toBe(true);

  await app.page.reload();
  await expect(app.notebooks.card('Starter notebook')).toBeVisible();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(app.page.getByRole('main')).toBeFocused();

  await keyboard.press('Control+2');
  await expect(app.containers.row('known')).toBeVisible();
  await app.containers.grid.focus();
  await keyboard.press('ArrowDown');
  const gridStops = await tabStops(app);
  expect(gridStops).toEqual(expect.arrayContaining(['Start', 'Restart', 'Logs', 'Actions']));
});

/** What axe calls serious or critical in both themes, as readable lines. */
async function seriousOf(app: BerthApp, scene: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const theme of THEMES) {
    await app.useTheme(theme);
    const isDark = theme === 'dark';
    await expect
      .poll(
        async () =>
          await app.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches),
      )
      .toBe(isDark);
    // Legacy mode runs in the page itself: Electron opens no second one for axe.
    const axe = new AxeBuilder({ page: app.page }).setLegacyMode(true);
    // A theme changes colours and nothing else.
    if (isDark) axe.withRules(['color-contrast']);
    const { violations } = await axe.analyze();
    for (const { id, impact, help, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      const where = nodes.slice(0, 3).map(({ html }) => html.slice(0, 160));
      lines.push(`${scene}, ${theme}: ${id} (${impact}): ${help}: ${where.join(' | ')}`);
    }
  }
  await app.useTheme('light');
  return lines;
}

/** Presses Tab until the focus comes round, and returns the names it passed; each must have been visible. */
async function tabStops(app: BerthApp): Promise<readonly string[]> {
  const stops: string[] = [];
  for (let step = 0; step < 60; step += 1) {
    await app.page.keyboard.press('Tab');
    const stop = await app.page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return undefined;
      const { width, height, top } = element.getBoundingClientRect();
      const isSeen = width > 0 && height > 0 && top >= 0 && top < innerHeight;
      const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
      return isSeen ? name.trim() : `not in sight: ${name}`;
    });
    if (stop === undefined || (stops.length > 3 && stop === stops[0])) break;
    stops.push(stop);
  }
  expect(stops.filter((stop) => stop.startsWith('not in sight'))).toEqual([]);
  return stops;
}
