import { describe, expect, it, vi } from 'vitest';
import type { EngineNotice, EngineState } from '../../../shared/contract/engine.ts';
import type { ImageList } from '../../../shared/contract/image.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { ImageEngine, ImageRow } from '../../engine/image-engine.ts';
import { MemoryEngine, memoryImage } from '../launch/memory-engine.ts';
import { ImageFactReader } from './image-facts.ts';
import { ImageWatch } from './image-watch.ts';

const address = { url: 'unix:///x', source: 'default' } as const;
const CONNECTED: EngineState = {
  kind: 'connected',
  address,
  version: '28.5',
  apiVersion: '1.45',
  name: 'host',
  operatingSystem: 'Debian',
  connectedAtMs: 1,
};

const row = (id: string, createdAtMs: number): ImageRow => ({
  id,
  tags: [`${id}:1`],
  digests: [],
  labels: {},
  sizeBytes: 10,
  createdAtMs,
});

/** A watch on an engine whose answers the test decides; `lists` grows as they come. */
function watched(calls: Partial<ImageEngine>, state = CONNECTED) {
  const memory = new MemoryEngine();
  memory.state = state;
  const access = { ...memory.access, state: memory.state, notices: memory.access.notices };
  const layers = new Map([
    ['old', ['a', 'b']],
    ['new', ['a', 'c']],
  ]);
  const listImages = vi.fn(async () => [row('old', 1), row('new', 2)]);
  const inspectImage = vi.fn(async (id: string) => ({
    ...memoryImage(),
    layers: layers.get(id) ?? [],
  }));
  const imageUsage = vi.fn(async () => ({ layersBytes: 17, sharedBytes: new Map([['old', 3]]) }));
  const own = { listImages, inspectImage, imageUsage };
  const engine = { ...memory.access.engine, ...own, ...calls };
  const end = new AbortController();
  const lists: ImageList[] = [];
  const whole = { ...access, engine };
  const done = (async () => {
    const watch = new ImageWatch(whole, new ImageFactReader(), end.signal);
    for await (const list of watch.lists()) lists.push(list);
  })();
  const tell = (notice: EngineNotice): void => memory.tell(notice);
  return { lists, end, done, ...own, tell, last: () => lists.at(-1) };
}

describe('the list of images', () => {
  it('is there at once, then with what had to be read and counted', async () => {
    const watch = watched({});
    await vi.waitFor(() => {
      expect(watch.last()).toMatchObject({ unreadCount: 0, usage: { kind: 'known' } });
      expect(watch.last()?.families).toHaveLength(1);
    });
    expect(watch.lists[0]).toMatchObject({ unreadCount: 2, usage: { kind: 'counting' } });
    expect(watch.last()).toMatchObject({
      images: [
        { id: 'new', platform: 'linux/amd64', familyKey: '0' },
        { id: 'old', uniqueBytes: 7, familyKey: '0' },
      ],
      families: [{ imageCount: 2, layerCount: 1 }],
      usage: { kind: 'known', layersBytes: 17 },
    });
    // What the engine did not count is not nothing.
    expect(watch.last()?.images[0]).not.toHaveProperty('uniqueBytes');
    watch.end.abort();
    await watch.done;
  });

  it('counts an image itself whose steps the engine keeps, as those go with it', async () => {
    const watch = watched({
      listImages: async () => [row('old', 1), { ...row('new', 2), hasParent: true }],
      imageUsage: async () => ({ sharedBytes: new Map([['new', 10]]) }),
      imageHistory: async () =>
        [4, 6].map((sizeBytes) => ({ createdBy: 'RUN', comment: '', sizeBytes })),
    });
    await vi.waitFor(() => expect(watch.last()?.families).toHaveLength(1));
    // The newest step first: 6 lies below, and is shared.
    expect(watch.last()?.images[0]).toMatchObject({ id: 'new', uniqueBytes: 4 });
    watch.end.abort();
    await watch.done;
  });

  it('is read again after events, and what never changes is not', async () => {
    const watch = watched({});
    await vi.waitFor(() => expect(watch.last()?.unreadCount).toBe(0));
    watch.listImages.mockResolvedValue([row('new', 2)]);
    watch.tell({ kind: 'image', action: 'delete', id: 'old' });
    await vi.waitFor(() => expect(watch.last()?.images.map(({ id }) => id)).toEqual(['new']));
    await vi.waitFor(() => expect(watch.imageUsage).toHaveBeenCalledTimes(2));
    expect(watch.inspectImage).toHaveBeenCalledTimes(2);
    watch.end.abort();
    await watch.done;
  });

  it('says why sizes are unknown, and is true without them', async () => {
    const failure = { code: 'timed-out', message: 'It took too long.' } as const;
    const watch = watched({
      imageUsage: async () => {
        throw new AppError(failure);
      },
    });
    await vi.waitFor(() => expect(watch.last()?.usage).toEqual({ kind: 'unknown', failure }));
    expect(watch.last()?.images).toHaveLength(2);
    watch.end.abort();
    await watch.done;
  });

  it('fails where the engine answers and has no list', async () => {
    const watch = watched({
      listImages: async () => {
        throw new AppError({ code: 'engine-failed', message: 'No.' });
      },
    });
    await expect(watch.done).rejects.toThrow('No.');
  });

  it('waits for an engine that is not connected', async () => {
    const watch = watched({}, { kind: 'connecting' });
    watch.tell({ kind: 'resync' });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(watch.listImages).not.toHaveBeenCalled();
    watch.end.abort();
    await watch.done;
    expect(watch.lists).toEqual([]);
  });
});
