/** One layer above another; the same digest above another layer is another layer. */
interface Layer {
  readonly above: Map<string, Layer>;
  /** Images that have it. */
  imageCount: number;
  /** Images whose highest layer it is. */
  readonly topOf: string[];
}

/** Two images or more whose lowest layers are the same. */
export interface LayerFamily {
  /** The lowest layer's digest. */
  readonly key: string;
  readonly imageCount: number;
  /** Layers that all of them have. */
  readonly sharedLayerCount: number;
  /** Images that consist of exactly these. */
  readonly baseIds: readonly string[];
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

  /** Every family, the largest first. */
  families(): readonly LayerFamily[] {
    return [...this.#root.above]
      .filter(([, layer]) => layer.imageCount > 1)
      .map(([key, layer]) => familyFrom(key, layer))
      .toSorted((a, b) => b.imageCount - a.imageCount);
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

function familyFrom(key: string, lowest: Layer): LayerFamily {
  let highest = lowest;
  let sharedLayerCount = 1;
  for (;;) {
    const [next, other] = highest.above.values();
    if (next === undefined || other !== undefined || next.imageCount < lowest.imageCount) break;
    highest = next;
    sharedLayerCount += 1;
  }
  return { key, imageCount: lowest.imageCount, sharedLayerCount, baseIds: highest.topOf };
}
