import { beforeEach, expect, test, vi } from 'vitest';
import type { Image, ImageList } from '../../shared/contract/image.ts';

const watch = vi.hoisted(() => vi.fn());
vi.mock('../ipc/api.ts', () => ({ api: { image: { watch } } }));

const { forgetImages, holdImages, useImageStore } = await import('./image-store.ts');
const { lastValueOf } = await import('./loadable.ts');

const image = (id: string, sizeBytes = 1): Image => ({
  id,
  tags: [],
  digests: [],
  sizeBytes,
  users: [],
});
const listOf = (...images: readonly Image[]): ImageList => ({
  images: [...images],
  families: [],
  usage: { kind: 'counting' },
  unreadCount: 0,
});
const shown = () => lastValueOf(useImageStore.getState().list)?.images;

/** Streams that were opened: each takes lists from the test until its reader lets go. */
let streams: { readonly push: (list: ImageList) => void; readonly signal: AbortSignal }[];

beforeEach(async () => {
  // A screen that goes lets go of the stream a moment later.
  await new Promise((resolve) => setTimeout(resolve, 10));
  streams = [];
  useImageStore.setState({ list: { kind: 'idle' } });
  watch.mockImplementation(async function* (_input: unknown, signal: AbortSignal) {
    const queue: ImageList[] = [];
    let wake = (): void => undefined;
    streams.push({
      push: (list) => {
        queue.push(list);
        wake();
      },
      signal,
    });
    signal.addEventListener('abort', () => wake());
    while (!signal.aborted) {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) yield next;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  });
});

test('one stream serves every screen, and ends with the last of them', async () => {
  const [first, second] = [holdImages(), holdImages()];
  await vi.waitFor(() => expect(streams).toHaveLength(1));
  first();
  first();
  const third = holdImages();
  second();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(streams[0]?.signal.aborted).toBe(false);
  third();
  await vi.waitFor(() => expect(streams[0]?.signal.aborted).toBe(true));
});

test('an image that did not change keeps its object', async () => {
  const release = holdImages();
  await vi.waitFor(() => expect(streams).toHaveLength(1));
  streams[0]?.push(listOf(image('a'), image('b')));
  await vi.waitFor(() => expect(shown()).toHaveLength(2));
  const [before] = shown() ?? [];
  streams[0]?.push(listOf(image('a'), image('b', 2)));
  await vi.waitFor(() => expect(shown()?.[1]?.sizeBytes).toBe(2));
  expect(shown()?.[0]).toBe(before);
  release();
});

test('another engine’s images are forgotten, and its own are read', async () => {
  const release = holdImages();
  await vi.waitFor(() => expect(streams).toHaveLength(1));
  streams[0]?.push(listOf(image('a')));
  await vi.waitFor(() => expect(shown()).toHaveLength(1));
  forgetImages();
  expect(shown()).toBeUndefined();
  await vi.waitFor(() => expect(streams).toHaveLength(2));
  streams[0]?.push(listOf(image('a')));
  streams[1]?.push(listOf(image('z')));
  await vi.waitFor(() => expect(shown()?.map(({ id }) => id)).toEqual(['z']));
  release();
});
