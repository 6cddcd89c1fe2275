import { useMemo } from 'react';
import type { ImageLayers } from '../../../shared/contract/image-layers.ts';
import { largestPosition } from '../../store/layer/layer-order.ts';
import { useLayerViewStore, type LayerRange } from '../../store/layer/layer-view-store.ts';

/** The layers that are chosen: the largest until somebody chooses; undefined before the image is read. */
export function useChosenRange(image: ImageLayers): LayerRange | undefined {
  const range = useLayerViewStore((store) => store.range);
  return useMemo(() => {
    if (image.status !== 'ready') return undefined;
    const largest = largestPosition(image.layers);
    return range ?? { from: largest, to: largest };
  }, [image, range]);
}
