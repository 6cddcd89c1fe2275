import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BerthApp } from './berth-app.ts';
import { expect, test } from './berth-test.ts';
import type { EngineUnderTest } from './engine-pool.ts';
import { PLOT_CODE } from './page/notebook-page.ts';

/** The title of the catalogue's first card. */
const STARTER = 'Starter notebook';

/** Jupyter's page shows nothing until it has loaded a hundred scripts. */
const SLOW_PAGE = { timeout: 90_000 };

// Needed by every test here, though none asks for it by name.
test.beforeEach(({ starterArchive }) => {
  expect(starterArchive).toMatch(/starter-notebook/);
});

test.describe('the Starter notebook', () => {
  test.describe.configure({ timeout: 420_000 });

  // First, so that the image which the next one makes is there for all others.
  test('cancelled while its image is made leaves nothing', async ({ app, engine }) => {
    await removeStarterImages(engine);
    const images = await engine.docker.images();
    await app.notebooks.start(STARTER);
    const launch = app.notebooks.launch('starter-notebook-1');
    await expect(launch).toContainText(/Handing the image to the engine: \d+ MB/);
    await app.notebooks.button(launch, 'Cancel').click();
    await expect(launch).toBeHidden();
    await app.tasks.open();
    await expect(app.tasks.task('berth/starter-notebook')).toContainText('Cancelled');
    expect(await engine.docker.names()).toEqual([]);
    await expect.poll(async () => await engine.docker.images()).toEqual(images);
  });

  test('is made here, becomes ready, and runs a cell with a plot inside the window', async ({
    app,
    engine,
  }) => {
    await removeStarterImages(engine);
    await app.notebooks.start(STARTER);
    const launch = app.notebooks.launch('starter-notebook-1');
    await expect(app.notebooks.status(launch)).toHaveText('Pulling');
    await app.tasks.open();
    await expect(app.tasks.task('berth/starter-notebook')).toContainText(/\d+ MB/);
    await app.notebooks.waitUntilReady(launch);
    await expect(app.tasks.task('berth/starter-notebook')).toContainText('Done');
    await app.tasks.region.getByRole('button', { name: 'Close tasks' }).click();

    await app.notebooks.button(launch, 'Open').click();
    const inner = await app.notebook.makeNotebook();
    const image = await app.notebook.plot(PLOT_CODE);
    const drawn = await image.evaluate((element) => ({
      width: element instanceof HTMLImageElement ? element.naturalWidth : 0,
      source: element.getAttribute('src')?.slice(0, 22),
    }));
    expect(drawn.width).toBeGreaterThan(300);
    expect(drawn.source).toBe('data:image/png;base64,');
    expect(app.notebook.innerPages()).toEqual([inner]);
  });

  test('answers this machine alone, and nobody without its token', async ({ app, engine }) => {
    const name = await launchStarter(app);
    const { docker } = engine;
    const port = (await docker.run('port', name, '8888/tcp')).replace('127.0.0.1:', '');
    expect(port).toMatch(/^\d+$/);
    const contents = `http://127.0.0.1:${port}/api/contents`;
    expect((await fetch(contents)).status).toBe(403);

    const token = await tokenOf(engine, name);
    const authorization = { headers: { Authorization: `token ${token}` } };
    expect((await fetch(contents, authorization)).status).toBe(200);

    await app.notebooks.button(app.notebooks.launch(name), 'Open').click();
    const inner = await app.notebook.inner();
    await expect(inner.locator('#new-buttons')).toBeVisible(SLOW_PAGE);
    const places = {
      // Its own page holds it: Jupyter writes it there for its own scripts.
      'the page’s address': inner.url(),
      'the window’s address': app.page.url(),
      'the window': await app.page.content(),
      inspect: await docker.run('inspect', name),
      log: await docker.run('logs', name),
      'process list': await docker.run('top', name, '-eo', 'pid,args'),
      'state directory': await textBelow(app.state.directory),
    };
    for (const [place, text] of Object.entries(places)) {
      expect(text.includes(token), `the token lies in ${place}`).toBe(false);
    }
  });

  test('hands its address out without the token', async ({ app, engine }) => {
    const name = await launchStarter(app);
    const launch = app.notebooks.launch(name);
    const port = (await engine.docker.run('port', name, '8888/tcp')).replace('127.0.0.1:', '');
    const address = `http://127.0.0.1:${port}/`;
    await app.notebooks.button(launch, 'Copy address').click();
    await expect.poll(async () => await clipboardText(app)).toBe(address);

    await stubBrowser(app);
    await app.notebooks.button(launch, 'Open in browser').click();
    await expect.poll(async () => await openedAddresses(app)).toEqual([address]);
    // The person pastes it where Jupyter asks for it.
    expect(await clipboardText(app)).toBe(await tokenOf(engine, name));
    await expect(app.page.getByRole('status').filter({ hasText: 'clipboard' })).not.toHaveCount(0);
  });

  test('survives a reload and a restart of the app, and can be stopped and started', async ({
    open,
    app: first,
    engine,
  }) => {
    const name = await launchStarter(first);
    await first.page.reload();
    await expect(first.notebooks.status(first.notebooks.launch(name))).toHaveText('Ready');
    await first.close();

    const app = await open({ dockerHost: engine.dockerHost });
    const launch = app.notebooks.launch(name);
    await expect(app.notebooks.status(launch)).toHaveText('Ready');
    await app.notebooks.button(launch, 'Open').click();
    await expect((await app.notebook.inner()).locator('#new-buttons')).toBeVisible(SLOW_PAGE);

    await app.notebook.button('Stop').click();
    await expect(app.notebook.status).toHaveText('Stopped', { timeout: 20_000 });
    expect((await engine.docker.ps()).map(({ state }) => state)).toEqual(['exited']);
    expect(app.notebook.innerPages()).toEqual([]);
    await app.notebook.button('Start again').click();
    await expect(app.notebook.status).toHaveText('Ready', { timeout: 30_000 });
    await expect((await app.notebook.inner()).locator('#new-buttons')).toBeVisible(SLOW_PAGE);
  });
});

/** Launches the Starter notebook, whatever of it is there already, and waits for it. Returns its name. */
async function launchStarter(app: BerthApp): Promise<string> {
  const name = 'starter-notebook-1';
  await app.notebooks.start(STARTER);
  await app.notebooks.waitUntilReady(app.notebooks.launch(name));
  return name;
}

async function removeStarterImages({ docker }: EngineUnderTest): Promise<void> {
  const ids = await docker.run('images', '-q', 'berth/starter-notebook');
  for (const id of ids.split('\n').filter((line) => line !== '')) await docker.run('rmi', '-f', id);
}

/** The token as the container's own user reads it. */
async function tokenOf({ docker }: EngineUnderTest, name: string): Promise<string> {
  const token = await docker.run('exec', name, 'cat', '/run/berth/token');
  expect(token).toMatch(/^[0-9a-f]{64}$/);
  return token;
}

/** Everything that the app has written as text or otherwise, in one string. */
async function textBelow(directory: string): Promise<string> {
  const texts: string[] = [];
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    texts.push(await readFile(join(entry.parentPath, entry.name), 'latin1'));
  }
  expect(texts.length).toBeGreaterThan(0);
  return texts.join('\n');
}

async function clipboardText(app: BerthApp): Promise<string> {
  return await app.electron.evaluate(async ({ clipboard }) => await clipboard.readText());
}

/** Notes what would open in the person's browser, in place of opening it. */
async function stubBrowser(app: BerthApp): Promise<void> {
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { openedAddresses: opened });
    shell.openExternal = (url) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
}

async function openedAddresses(app: BerthApp): Promise<unknown> {
  return await app.electron.evaluate(() => Reflect.get(globalThis, 'openedAddresses'));
}
