import type { ImageService } from '../../service/image/image-service.ts';
import type { DomainHandlers } from '../handler-types.ts';

/** Serves the domain `image`. What changes something is not tied to the page that asked. */
export function imageHandlers(images: ImageService): DomainHandlers<'image'> {
  return {
    watch: (_input, { signal }) => images.watch(signal),
    previewRemoval: async ({ choice }, { signal }) =>
      await images.previewRemoval(choice, { signal }),
    remove: async ({ names }) => await images.remove(names),
  };
}
