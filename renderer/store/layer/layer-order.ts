import type { ImageLayer } from '../../../shared/contract/image-layers.ts';

/** The layers as they are listed: the largest first, or as they lie on each other from the base up. */
export function orderLayers(
  layers: readonly ImageLayer[],
  order: 'size' | 'build',
): readonly ImageLayer[] {
  if (order === 'build') return layers;
  return layers.toSorted((a, b) => b.sizeBytes - a.sizeBytes || placeOf(a) - placeOf(b));
}

/** The place of the largest layer; 0 where there is none. */
export function largestPosition(layers: readonly ImageLayer[]): number {
  return orderLayers(layers, 'size').find(({ position }) => position !== undefined)?.position ?? 0;
}

function placeOf({ position }: ImageLayer): number {
  return position ?? Infinity;
}
