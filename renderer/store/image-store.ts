import { create } from 'zustand';
import type { ImageList } from '../../shared/contract/image.ts';
import { api } from '../ipc/api.ts';
import { followStream } from './follow-stream.ts';
import { IDLE, lastValueOf, toFailed, toLoading, type Loadable } from './loadable.ts';

interface ImageStoreState {
  /** Every image, newest first. An image that did not change keeps its object. */
  readonly list: Loadable<ImageList>;
}

export const useImageStore = create<ImageStoreState>()(() => ({ list: IDLE }));

let readers = 0;
let reading: AbortController | undefined;

/**
 * Follows the list for as long as somebody looks at images: one stream, however many screens read it.
 * @returns what lets go of it
 */
export function holdImages(): () => void {
  readers += 1;
  if (reading === undefined) void followImages((reading = new AbortController()).signal);
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    readers -= 1;
    // A screen that gives way to the next one lets go a moment before that takes hold.
    setTimeout(() => {
      if (readers > 0) return;
      reading?.abort();
      reading = undefined;
    });
  };
}

/** Reads the list from the engine again. */
export function refreshImages(): void {
  reading?.abort();
  reading = undefined;
  if (readers > 0) void followImages((reading = new AbortController()).signal);
}

/** Forgets every image: they belong to another engine. */
export function forgetImages(): void {
  useImageStore.setState(({ list }) => ({
    list: list.kind === 'idle' ? list : { kind: 'loading' },
  }));
  refreshImages();
}

async function followImages(signal: AbortSignal): Promise<void> {
  useImageStore.setState(({ list }) => ({ list: toLoading(list) }));
  await followStream({
    open: (streamSignal) => api.image.watch({}, streamSignal),
    onItem: (list) => {
      if (!signal.aborted) apply(list);
    },
    onGap: (failure) => {
      if (failure === undefined) return;
      useImageStore.setState(({ list }) => ({ list: toFailed(list, failure) }));
    },
    signal,
  });
}

function apply(after: ImageList): void {
  useImageStore.setState(({ list }) => {
    const before = new Map(lastValueOf(list)?.images.map((image) => [image.id, image]));
    const images = after.images.map((image) => {
      const known = before.get(image.id);
      return known !== undefined && JSON.stringify(known) === JSON.stringify(image) ? known : image;
    });
    return { list: { kind: 'ready', value: { ...after, images } } };
  });
}
