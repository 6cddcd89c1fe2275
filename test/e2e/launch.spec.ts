import { expect, test } from './berth-test.ts';
import { FaultSocket } from './fault-socket.ts';
import { LocalRegistry } from './local-registry.ts';
import { answeringImage, writeTemplate } from './notebook-image.ts';

/** Enough that a slow pull can be watched, and little enough that a fast one is over at once. */
const PULLED_BYTES = 24_000_000;

test.describe('an image of a registry', () => {
  test('is pulled with its progress in bytes, and replaces the shipped template', async ({
    open,
    state,
    engine,
  }) => {
    await using registry = await LocalRegistry.start();
    const image = `${registry.host}/lab/answers:1`;
    await answeringImage(engine, image, PULLED_BYTES);
    await registry.publish(engine.docker, image);
    await writeTemplate(state, 'starter-notebook', { image, title: 'My own starter' });
    await registry.proxy.set({ kind: 'rate', bytesPerSecond: 6_000_000 });

    const app = await open({ dockerHost: engine.dockerHost });
    await expect(app.notebooks.card('Starter notebook')).toBeHidden();
    await app.notebooks.start('My own starter');
    const launch = app.notebooks.launch('starter-notebook-1');
    await expect(app.notebooks.status(launch)).toHaveText('Pulling');
    await expect(launch).toContainText(/\d MB of 24(\.\d)? MB/);
    await expect(launch.getByRole('progressbar')).toHaveAttribute('value', /^\d/);
    await expect(app.tasks.button).toContainText('1 task running');
    await expect(app.notebooks.status(launch)).toHaveText('Ready', { timeout: 30_000 });
    await expect(launch.getByRole('list', { name: 'Steps' })).toContainText('Pulled');
    expect(registry.proxy.injected).toBeGreaterThan(0);
  });

  test('whose pull is cancelled leaves nothing', async ({ open, state, engine }) => {
    await using registry = await LocalRegistry.start();
    const image = `${registry.host}/lab/cancelled:1`;
    await answeringImage(engine, image, PULLED_BYTES);
    await registry.publish(engine.docker, image);
    await writeTemplate(state, 'slow', { image, title: 'Slow' });
    const images = await engine.docker.images();
    await registry.proxy.set({ kind: 'rate', bytesPerSecond: 1_000_000 });

    const app = await open({ dockerHost: engine.dockerHost });
    await app.notebooks.start('Slow');
    const launch = app.notebooks.launch('slow-1');
    await expect(launch).toContainText(/\d MB of 24(\.\d)? MB/);
    await app.notebooks.button(launch, 'Cancel').click();
    await expect(launch).toBeHidden();
    expect(await engine.docker.names()).toEqual([]);
    expect(await engine.docker.images()).toEqual(images);
  });
});

test.describe('a launch', () => {
  test('cancelled while its container is created leaves nothing', async ({
    open,
    state,
    engine,
  }) => {
    await writeTemplate(state, 'held', { image: engine.image, title: 'Held' });
    const images = await engine.docker.images();
    await using fault = await FaultSocket.before(engine.rig.socketPath);
    const app = await open({ dockerHost: fault.dockerHost });
    await expect(app.frame.engineState).toHaveText('Connected');
    await fault.proxy.set({ kind: 'delay', delayMs: 1_000 });
    await app.notebooks.start('Held');
    const launch = app.notebooks.launch('held-1');
    await expect(app.notebooks.status(launch)).toHaveText('Creating');
    await app.notebooks.button(launch, 'Cancel').click();
    await expect(launch).toBeHidden({ timeout: 20_000 });
    expect(fault.proxy.injected).toBeGreaterThan(0);
    expect(await engine.docker.names()).toEqual([]);
    expect(await engine.docker.images()).toEqual(images);
  });

  test('cancelled while it is waited for leaves nothing', async ({ open, state, engine }) => {
    const command = ['sleep', '600'];
    await writeTemplate(state, 'silent', { image: engine.image, title: 'Silent', command });
    const images = await engine.docker.images();
    const app = await open({ dockerHost: engine.dockerHost });
    await app.notebooks.start('Silent');
    const launch = app.notebooks.launch('silent-1');
    await expect(launch).toContainText('Waiting for /api');
    expect(await engine.docker.names()).toEqual(['silent-1']);
    await app.notebooks.button(launch, 'Cancel').click();
    await expect(launch).toBeHidden();
    expect(await engine.docker.names()).toEqual([]);
    expect(await engine.docker.images()).toEqual(images);
  });

  test('of an image without Jupyter names the step and why', async ({ open, state, engine }) => {
    const { image } = engine;
    const command = ['jupyter', 'notebook'];
    await writeTemplate(state, 'no-jupyter', { image, title: 'No Jupyter', command });
    const app = await open({ dockerHost: engine.dockerHost });
    await app.notebooks.start('No Jupyter');
    const launch = app.notebooks.launch('no-jupyter-1');
    await expect(app.notebooks.status(launch)).toHaveText('Failed');
    const alert = launch.getByRole('alert');
    await expect(alert).toContainText('The step Ready failed.');
    await expect(alert).toContainText('This image has no Jupyter');
    await expect(alert).toContainText('Correct the image or the command in the template.');
    await expect(await app.frame.openDetails(alert)).toContainText('exec jupyter failed');
  });

  test('whose server ends shows the end of its log, and can be removed', async ({
    open,
    state,
    engine,
  }) => {
    const script = 'for n in 1 2 3; do echo line $n; done; echo bad news >&2; exit 3';
    const command = ['sh', '-c', script];
    await writeTemplate(state, 'ends', { image: engine.image, title: 'Ends', command });
    const app = await open({ dockerHost: engine.dockerHost });
    await app.notebooks.start('Ends');
    const launch = app.notebooks.launch('ends-1');
    await expect(app.notebooks.status(launch)).toHaveText('Failed');
    const alert = launch.getByRole('alert');
    await expect(alert).toContainText('The step Ready failed.');
    await expect(alert).toContainText('exit code 3');
    const details = await app.frame.openDetails(alert);
    await expect(details).toContainText('line 3');
    await expect(details).toContainText('bad news');

    await app.notebooks.button(launch, 'Remove').click();
    const dialog = app.frame.dialog;
    await expect(dialog).toContainText('ends-1');
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(launch).toBeHidden();
    expect(await engine.docker.names()).toEqual([]);
  });
});
