import type { ImageLayers } from '../../shared/contract/image-layers.ts';
import { expect, test } from './berth-test.ts';

/** Opens an image's layers as the window does, and answers the last thing that is told. */
async function openLayers(image: string): Promise<ImageLayers> {
  const nonce = crypto.randomUUID();
  const port = await new Promise<MessagePort>((resolve) => {
    window.addEventListener('message', ({ data, ports: [given] }) => {
      if (data?.nonce === nonce && given !== undefined) resolve(given);
    });
    window.berth.open(nonce, 'layer', 'open', { image });
  });
  return await new Promise((resolve, reject) => {
    let last: ImageLayers | undefined;
    port.addEventListener('message', ({ data }) => {
      if (data.kind === 'item') {
        last = data.item;
        port.postMessage({ kind: 'credit', amount: 1 });
      } else if (data.kind === 'end' && last !== undefined) resolve(last);
      else if (data.kind === 'fail') reject(new Error(JSON.stringify(data.failure)));
    });
    port.start();
    port.postMessage({ kind: 'credit', amount: 1 });
  });
}

test('an image is read by a process of its own, whose end costs nothing', async ({
  app,
  engine,
}) => {
  const { page, electron } = app;
  await expect(app.frame.engineState).toHaveText('Connected');
  const layers = await page.evaluate(openLayers, engine.image);
  expect(layers).toMatchObject({ status: 'ready', image: engine.image });
  expect(layers.layers).toMatchObject([{ position: 0, status: 'ready', isFromCache: false }]);
  expect(layers.layers[0]?.sizeBytes).toBeGreaterThan(100_000);

  const workers = async () =>
    await electron.evaluate(({ app: main }) =>
      main.getAppMetrics().flatMap(({ name, pid }) => (name === 'Berth layers' ? [pid] : [])),
    );
  const [worker] = await workers();
  if (worker === undefined) throw new Error('nobody reads layers');
  process.kill(worker, 'SIGKILL');
  await expect.poll(workers).toEqual([]);

  const root = await page.evaluate(
    async (imageId) =>
      await window.berth.request('layer', 'children', {
        imageId,
        from: 0,
        to: 0,
        show: 'all',
        node: 0,
        sort: 'size',
        offset: 0,
        limit: 100,
        minSizeBytes: 0,
      }),
    layers.imageId,
  );
  expect(root).toMatchObject({
    ok: true,
    value: { rows: [{ name: 'bin', kind: 'directory', mark: 'added' }, {}, {}, {}, {}, {}] },
  });
  expect(await page.evaluate(openLayers, engine.image)).toMatchObject({
    layers: [{ isFromCache: true }],
    readBytes: 0,
  });
});
