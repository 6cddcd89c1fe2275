import { api } from '../../ipc/api.ts';
import { useEngineStore } from '../engine-store.ts';
import { failureOf } from '../failure-of.ts';
import { notifyFailure } from '../notice-store.ts';
import { goTo, imagePlace } from '../place-store.ts';

/** Goes to the layers of an image by its name or id, once the engine answers. */
export async function openNamedLayers(image: string): Promise<void> {
  await engineAnswers();
  const looking = new AbortController();
  try {
    for await (const { imageId } of api.layer.open({ image }, looking.signal)) {
      goTo(imagePlace(imageId, 'layers'));
      return;
    }
  } catch (thrown) {
    notifyFailure(`Opening the layers of ${image}`, failureOf(thrown));
  } finally {
    looking.abort();
  }
}

async function engineAnswers(): Promise<void> {
  await new Promise<void>((resolve) => {
    if (useEngineStore.getState().state.kind === 'connected') return resolve();
    const stop = useEngineStore.subscribe(({ state }) => {
      if (state.kind !== 'connected') return;
      stop();
      resolve();
    });
  });
}
