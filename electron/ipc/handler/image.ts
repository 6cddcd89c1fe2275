import type { ImageService } from '../../service/image/image-service.ts';
import type { DomainHandlers } from '../handler-types.ts';

/** Serves the domain `image`. What changes something is not tied to the page that asked. */
export function imageHandlers(images: ImageService): DomainHandlers<'image'> {
  return {
    watch: (_input, { signal }) => images.watch(signal),
    detail: async ({ id }, { signal }) => await images.detail(id, { signal }),
    saveHistory: async ({ id, form }, { webContentsId, signal }) => {
      const path = await images.saveHistory(id, form, webContentsId, { signal });
      return path === undefined ? null : { path };
    },
    planPull: async (input, { signal }) => await images.planPull(input, signal),
    pull: async (input) => ({ taskId: await images.pull(input) }),
    tag: async ({ id, name }) => await images.tag(id, name),
    save: async ({ references }, { webContentsId }) =>
      taskOf(await images.save(references, webContentsId)),
    load: async (_input, { webContentsId }) => taskOf(await images.load(webContentsId)),
    previewRemoval: async ({ choice }, { signal }) =>
      await images.previewRemoval(choice, { signal }),
    remove: async ({ names }) => await images.remove(names),
  };
}

function taskOf(taskId: string | undefined): { readonly taskId: string } | null {
  return taskId === undefined ? null : { taskId };
}
