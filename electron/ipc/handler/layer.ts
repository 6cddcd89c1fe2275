import type { LayerService } from '../../service/layer/layer-service.ts';
import type { DomainHandlers } from '../handler-types.ts';

/** Serves the domain `layer`. A reading goes on whatever becomes of the page that asked. */
export function layerHandlers(layers: LayerService): DomainHandlers<'layer'> {
  return {
    open: ({ image }, { signal }) => layers.open(image, signal),
    children: async (input) => await layers.children(input),
    areas: async (input) => await layers.areas(input),
    search: async (input) => await layers.search(input),
    life: async (input) => await layers.life(input),
    wasted: async (input) => await layers.wasted(input),
    view: ({ imageId, node, position }, { signal }) =>
      layers.view({ imageId, node, position }, signal),
    compareFiles: ({ before, after }, { signal }) => layers.compareFiles({ before, after }, signal),
    saveFile: async ({ imageId, node, position, name }, { webContentsId }) => {
      const taskId = await layers.saveFile({ imageId, node, position, name }, webContentsId);
      return taskId === undefined ? null : { taskId };
    },
  };
}
