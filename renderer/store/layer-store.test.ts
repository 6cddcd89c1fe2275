import { beforeEach, expect, test, vi } from 'vitest';
import type { ImageLayer, ImageLayers } from '../../shared/contract/image-layers.ts';
import { AppError } from '../../shared/ipc/app-error.ts';
import { lastValueOf } from './loadable.ts';

const layer = vi.hoisted(() => ({ open: vi.fn() }));
const task = vi.hoisted(() => ({ cancel: vi.fn() }));
vi.mock('../ipc/api.ts', () => ({ api: { layer, task } }));

const { cancelReading, nextPace, openLayers, useLayerStore } = await import('./layer-store.ts');
const { chooseLayer, useLayerViewStore } = await import('./layer/layer-view-store.ts');
const { largestPosition, orderLayers } = await import('./layer/layer-order.ts');

const snapshot = (status: ImageLayers['status'], readBytes: number): ImageLayers => ({
  status,
  image: 'web',
  imageId: `sha256:${'1'.repeat(64)}`,
  taskId: 'read-1',
  layers: [],
  history: [],
  readBytes,
  expectedBytes: 100,
});

/** A reading that goes as the test says. */
function script(...steps: readonly (ImageLayers | Error)[]): void {
  layer.open.mockImplementationOnce(async function* () {
    for (const step of steps) {
      if (step instanceof Error) throw step;
      yield step;
    }
  });
}

const kind = () => useLayerStore.getState().layers.kind;

beforeEach(() => {
  vi.resetAllMocks();
  useLayerStore.setState({ image: undefined, layers: { kind: 'idle' }, pace: undefined });
});

test('an image is read once; another one forgets what was chosen in the first', async () => {
  script(snapshot('reading', 10), snapshot('ready', 100));
  openLayers('web');
  await vi.waitFor(() => expect(kind()).toBe('ready'));
  openLayers('web');
  expect(layer.open).toHaveBeenCalledTimes(1);
  chooseLayer(3);
  script(snapshot('ready', 1));
  openLayers('db');
  expect(useLayerViewStore.getState().range).toBeUndefined();
  expect(layer.open).toHaveBeenCalledTimes(2);
});

test('a reading that ends early is interrupted, keeps what came, and can be taken up again', async () => {
  script(snapshot('reading', 10));
  openLayers('web');
  await vi.waitFor(() => expect(kind()).toBe('failed'));
  const { layers } = useLayerStore.getState();
  expect(layers).toMatchObject({ failure: { code: 'interrupted' } });
  expect(lastValueOf(layers)?.readBytes).toBe(10);
  script(snapshot('ready', 100));
  openLayers('web');
  await vi.waitFor(() => expect(kind()).toBe('ready'));
});

test('what the main process says of a failure is what is shown; cancelling names the task', async () => {
  script(
    snapshot('reading', 10),
    new AppError({ code: 'cancelled', message: 'It was cancelled.' }),
  );
  openLayers('web');
  await vi.waitFor(() =>
    expect(useLayerStore.getState().layers).toMatchObject({ failure: { code: 'cancelled' } }),
  );
  task.cancel.mockResolvedValue({ ok: true, value: undefined });
  await cancelReading();
  expect(task.cancel).toHaveBeenCalledWith({ taskId: 'read-1' });
});

test('the pace is that of the last moments, and of nothing before two measures', () => {
  const first = nextPace(undefined, 0, 1000);
  expect(first.bytesPerS).toBeUndefined();
  const second = nextPace(first, 500, 1500);
  expect(second.bytesPerS).toBe(1000);
  expect(nextPace(second, 600, 1510)).toBe(second);
  const third = nextPace(second, 2500, 2500);
  expect(third.bytesPerS).toBeGreaterThan(1000);
  expect(third.bytesPerS).toBeLessThan(2000);
  expect(nextPace(third, 0, 3000).bytesPerS).toBeUndefined();
});

test('Shift takes everything between, whichever way', () => {
  chooseLayer(5);
  chooseLayer(2, true);
  expect(useLayerViewStore.getState().range).toEqual({ from: 2, to: 5 });
  chooseLayer(7, true);
  expect(useLayerViewStore.getState().range).toEqual({ from: 5, to: 7 });
});

test('the largest first, and as they lie on each other', () => {
  const layers = [5, 9, 9].map((sizeBytes, position): ImageLayer => ({
    key: String(position),
    position,
    status: 'ready',
    isFromCache: false,
    sizeBytes,
    entryCount: 1,
    oddEntries: [],
  }));
  expect(orderLayers(layers, 'size').map(({ key }) => key)).toEqual(['1', '2', '0']);
  expect(orderLayers(layers, 'build')).toBe(layers);
  expect(largestPosition(layers)).toBe(1);
  expect(largestPosition([])).toBe(0);
});
