/** One layer above another; the same digest above another layer is another layer. */
interface Layer {
  readonly above: Map<string, Layer>;
  /** Images that have it. */
  imageCount: number;
  /** Images whose highest layer it is. */
  readonly topOf: string[];
}

/** The images whose nearest common ground is the same: up to here others have the same layers, and no further. */
export interface LayerFamily {
  /** Digests of its layers, the lowest first, as one text. */
  readonly key: string;
  /** Images that have all its layers, those of families above it among them. */
  readonly imageCount: number;
  readonly layerCount: number;
  /** Images that consist of exactly these. */
  readonly baseIds: readonly string[];
  /** Images that belong to it and to no family above it. */
  readonly memberIds: readonly string[];
}

/** A stretch of layers that the same images have. */
export interface LayerPlace {
  /** How many places lie below it. */
  readonly depth: number;
  readonly belowCount: number;
  readonly layerCount: number;
  /** Images that end here. */
  readonly imageIds: readonly string[];
  /** Whether the image that was asked for stands on it. */
  readonly isOwn: boolean;
}

/**
 * The layers of many images as the tree that they are: what two images share is their common beginning. An image
 * is given by its uncompressed layers' digests, the lowest first.
 */
export class LayerTree {
  readonly #root: Layer = newLayer();
  readonly #layersOf: ReadonlyMap<string, readonly string[]>;

  constructor(layersOf: ReadonlyMap<string, readonly string[]>) {
    this.#layersOf = layersOf;
    for (const [id, layers] of layersOf) {
      const path = this.#path(layers);
      for (const layer of path) layer.imageCount += 1;
      path.at(-1)?.topOf.push(id);
    }
  }

  /** For each of these images the places, from 0, of the layers that go when all of these images go. */
  freedBy(ids: readonly string[]): ReadonlyMap<string, readonly number[]> {
    const goingCounts = new Map<Layer, number>();
    const paths = ids.map((id) => this.#path(this.#layersOf.get(id) ?? []));
    for (const layer of paths.flat()) goingCounts.set(layer, (goingCounts.get(layer) ?? 0) + 1);
    const counted = new Set<Layer>();
    return new Map(
      ids.map((id, at) => {
        const places = (paths[at] ?? []).flatMap((layer, place) => {
          // A layer that two of them share goes once.
          if (goingCounts.get(layer) !== layer.imageCount || counted.has(layer)) return [];
          counted.add(layer);
          return [place];
        });
        return [id, places];
      }),
    );
  }

  /** Every family, each followed by those that stand on it. */
  families(): readonly LayerFamily[] {
    const members = new Map<Layer, string[]>();
    for (const [id, layers] of this.#layersOf) {
      const ground = this.#path(layers).findLast(({ imageCount }) => imageCount > 1);
      if (ground === undefined) continue;
      const known = members.get(ground);
      if (known === undefined) members.set(ground, [id]);
      else known.push(id);
    }
    return [...this.#root.above].flatMap(([digest, layer]) =>
      familiesFrom(layer, [digest], members),
    );
  }

  /**
   * The family of an image from its lowest layer up, as a list in which each place follows the one that it stands
   * on. Layers that the same images have are one place.
   */
  places(id: string): readonly LayerPlace[] {
    const path = new Set(this.#path(this.#layersOf.get(id) ?? []));
    const [lowest] = path;
    return lowest === undefined ? [] : placesFrom(lowest, path, 0, 0);
  }

  /** How many of their lowest layers two images share. */
  sharedCount(id: string, other: string): number {
    const layers = this.#layersOf.get(id) ?? [];
    const others = this.#layersOf.get(other) ?? [];
    const differs = layers.findIndex((layer, place) => others[place] !== layer);
    return differs < 0 ? layers.length : differs;
  }

  /** The layers in the tree, made where they are missing. */
  #path(layers: readonly string[]): readonly Layer[] {
    let below = this.#root;
    return layers.map((digest) => {
      const layer = below.above.get(digest) ?? newLayer();
      below.above.set(digest, layer);
      below = layer;
      return layer;
    });
  }
}

function newLayer(): Layer {
  return { above: new Map(), imageCount: 0, topOf: [] };
}

function placesFrom(
  lowest: Layer,
  own: ReadonlySet<Layer>,
  depth: number,
  belowCount: number,
): readonly LayerPlace[] {
  let highest = lowest;
  let layerCount = 1;
  for (;;) {
    const [next, other] = highest.above.values();
    if (next === undefined || other !== undefined || highest.topOf.length > 0) break;
    highest = next;
    layerCount += 1;
  }
  const { topOf, above } = highest;
  const place = { depth, belowCount, layerCount, imageIds: topOf, isOwn: own.has(lowest) };
  const higher = [...above.values()].flatMap((layer) =>
    placesFrom(layer, own, depth + 1, belowCount + layerCount),
  );
  return [place, ...higher];
}

function familiesFrom(
  layer: Layer,
  digests: readonly string[],
  members: ReadonlyMap<Layer, readonly string[]>,
): readonly LayerFamily[] {
  if (layer.imageCount < 2) return [];
  const memberIds = members.get(layer);
  const above = [...layer.above].flatMap(([digest, next]) =>
    familiesFrom(next, [...digests, digest], members),
  );
  if (memberIds === undefined) return above;
  const family: LayerFamily = {
    key: digests.join(' '),
    imageCount: layer.imageCount,
    layerCount: digests.length,
    baseIds: layer.topOf,
    memberIds,
  };
  return [family, ...above];
}
