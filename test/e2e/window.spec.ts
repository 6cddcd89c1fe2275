import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { BerthApp } from './berth-app.ts';
import { appEnvironment, CHECKOUT, testElectron } from './berth-app.ts';
import { expect, test } from './berth-test.ts';

test('a second start on the same state brings the first to the front and ends', async ({
  app,
  engine,
}) => {
  await app.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    let focusCount = 0;
    Object.assign(globalThis, { focusCount: () => focusCount });
    if (window === undefined) return;
    window.focus = () => {
      focusCount += 1;
    };
  });
  const child = spawn(testElectron(), [CHECKOUT, `--user-data-dir=${app.state.directory}`], {
    env: await appEnvironment(app.state, { dockerHost: engine.dockerHost }),
    stdio: 'ignore',
  });
  const [exitCode] = await once(child, 'exit');
  expect(exitCode).toBe(0);
  await expect
    .poll(async () => await app.electron.evaluate(() => Reflect.get(globalThis, 'focusCount')()))
    .toBe(1);
  expect(app.electron.windows()).toHaveLength(1);
});

test('the window has its name, its status bar and its tasks', async ({ app, engine }) => {
  const title = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getTitle(),
  );
  expect(title).toBe('Berth');
  await expect(app.frame.engineState).toHaveText('Connected');
  await expect(app.frame.statusBar).toContainText(`Engine ${engine.rig.version}`);
  await expect(app.frame.statusBar).toContainText(engine.dockerHost);
  await expect(app.frame.rail.getByRole('link')).toHaveText(['Notebooks', 'Containers', 'Images']);
  await expect(app.frame.link('Notebooks')).toHaveAttribute('aria-current', 'page');

  await expect(app.tasks.button).toHaveText('No tasks running');
  await app.tasks.button.click();
  await expect(app.tasks.region).toContainText('Nothing is under way.');
  await app.frame.goTo('Containers');
  await expect(app.tasks.region).toBeVisible();
  await app.tasks.region.getByRole('button', { name: 'Close tasks' }).press('Enter');
  await expect(app.tasks.region).toBeHidden();
});

test('at twice the size nothing is cut off', async ({ app, engine }) => {
  await engine.docker.run('create', '--name', 'large-print', engine.image);
  await app.frame.goTo('Containers');
  await app.electron.evaluate(({ BrowserWindow, Menu }) => {
    const [window] = BrowserWindow.getAllWindows();
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
    const zoomIn = items?.find(({ role }) => role?.toLowerCase() === 'zoomin');
    for (let step = 0; step < 8; step += 1) zoomIn?.click({}, window, window?.webContents);
  });
  await expect
    .poll(async () => await app.page.evaluate(() => window.devicePixelRatio))
    .toBeGreaterThan(1.9);
  await expect(app.containers.row('large-print')).toBeVisible();
  await expect(app.frame.engineState).toBeInViewport();
  await expect(app.containers.action('large-print', 'Actions')).toBeInViewport();
  expect(await overflow(app)).toEqual({ width: 0, height: 0 });
});

test('its size is remembered', async ({ open, app: first, engine }) => {
  await first.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setSize(1111, 777),
  );
  await first.close();
  const app = await open({ dockerHost: engine.dockerHost });
  const size = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getSize(),
  );
  expect(size).toEqual([1111, 777]);
});

test('closing it ends every process of it', async ({ app }) => {
  const pids = await app.electron.evaluate(({ app: electronApp }) =>
    electronApp.getAppMetrics().map(({ pid }) => pid),
  );
  expect(pids.length).toBeGreaterThan(2);
  await app.close();
  await expect.poll(() => pids.filter((pid) => isAlive(pid))).toEqual([]);
});

/** How much of the page lies outside of the window, where nobody can scroll to. */
async function overflow(app: BerthApp): Promise<{ width: number; height: number }> {
  return await app.page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    return { width: scrollWidth - clientWidth, height: scrollHeight - clientHeight };
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
