import type { Efficiency, ImageLayer } from '../../../shared/contract/image-layers.ts';
import type { WastedPath } from '../../../shared/contract/layer.ts';
import { FLAG, KIND, replacesFolder } from './entry-kind.ts';
import { ABSENT, ImageState, kindIn, sizeIn } from './image-state.ts';
import { pathOf, versionsOf, type ImageTree } from './image-tree.ts';

/** What one pass through all layers of an image finds out. */
export interface ImageSummary {
  /** For each layer. */
  readonly changes: readonly NonNullable<ImageLayer['changes']>[];
  readonly efficiency: Efficiency;
  /** The most costly ones; `wastedCount` says how many there are. */
  readonly wasted: readonly WastedPath[];
  readonly wastedCount: number;
  /** What is where with all layers. */
  readonly whole: ImageState;
}

/** Wasted paths that are kept: nobody reads more, and an answer has no more. */
const MAX_WASTED = 1_000;

/** Stacks all layers once. */
export function summarise(tree: ImageTree): ImageSummary {
  const hidden = new HiddenBytes(tree);
  const dive = new DiveScore(tree);
  const state = new ImageState(tree);
  // Last layer that took a file away here, plus one.
  const goneAt = new Uint16Array(tree.parents.length);
  const changes = tree.layers.map((layer, position) => {
    const counts = { addedCount: 0, changedCount: 0, removedCount: 0 };
    dive.add(position, state);
    state.apply(position, {
      onGone: (node, cause) => {
        hidden.add(cause, sizeIn(tree, state, node));
        if (!replacesFolder(kindIn(tree, state, node))) return;
        counts.removedCount += 1;
        goneAt[node] = position + 1;
      },
      onCome: (node, row, hadEntry) => {
        if (!replacesFolder(layer.kinds[row] ?? KIND.none)) return;
        if (hadEntry) counts.changedCount += 1;
        else counts.addedCount += 1;
        // What is replaced has gone before.
        if (goneAt[node] === position + 1) counts.removedCount -= 1;
      },
    });
    return counts;
  });
  const nodes = hidden.nodesWith(dive);
  return {
    changes,
    efficiency: { ...dive.result(), hiddenBytes: hidden.totalBytes },
    wasted: nodes.slice(0, MAX_WASTED).map((node) => toWasted(tree, state, hidden, dive, node)),
    wastedCount: nodes.length,
    whole: state,
  };
}

function toWasted(
  tree: ImageTree,
  state: ImageState,
  hidden: HiddenBytes,
  dive: DiveScore,
  node: number,
): WastedPath {
  const diveBytes = dive.wastedBytesOf(node);
  return {
    node,
    path: pathOf(tree, node),
    hiddenBytes: hidden.bytes[node] ?? 0,
    hiddenCount: hidden.counts[node] ?? 0,
    ...(diveBytes > 0 && { diveBytes }),
    isPresent: state.sources[node] !== ABSENT,
    positions: versionsOf(tree, node).map(({ position }) => position),
  };
}

/** Bytes of files that later layers replaced or removed, booked where they did it. */
class HiddenBytes {
  readonly bytes: Float64Array;
  readonly counts: Uint32Array;
  totalBytes = 0;

  constructor({ parents }: ImageTree) {
    this.bytes = new Float64Array(parents.length);
    this.counts = new Uint32Array(parents.length);
  }

  add(cause: number, sizeBytes: number): void {
    if (sizeBytes === 0) return;
    this.totalBytes += sizeBytes;
    this.bytes[cause] = (this.bytes[cause] ?? 0) + sizeBytes;
    this.counts[cause] = (this.counts[cause] ?? 0) + 1;
  }

  /** Nodes that cost something, the most costly first. */
  nodesWith(dive: DiveScore): number[] {
    const costs = this.bytes.map((bytes, node) => Math.max(bytes, dive.wastedBytesOf(node)));
    const nodes: number[] = [];
    for (let node = 0; node < costs.length; node++) if ((costs[node] ?? 0) > 0) nodes.push(node);
    return nodes.toSorted((a, b) => (costs[b] ?? 0) - (costs[a] ?? 0) || a - b);
  }
}

/**
 * The score as dive defines it: every path that ends a branch of some layer's tree counts with its size in
 * each such layer; a mark counts with what it removes where that is a folder, and with nothing where it is
 * a file. The score is the sum of every path's smallest size against the sum of all. Marks that empty a
 * whole folder are left out.
 */
class DiveScore {
  readonly #tree: ImageTree;
  readonly #sums: Float64Array;
  readonly #smallest: Float64Array;
  readonly #counts: Uint16Array;

  constructor(tree: ImageTree) {
    this.#tree = tree;
    this.#sums = new Float64Array(tree.parents.length);
    this.#smallest = new Float64Array(tree.parents.length);
    this.#counts = new Uint16Array(tree.parents.length);
  }

  /** Counts one layer; `below` is the state without it. */
  add(position: number, below: ImageState): void {
    const layer = this.#tree.layers[position];
    const nodes = this.#tree.nodesOfRows[position];
    if (layer === undefined || nodes === undefined) return;
    let folderSizes: Float64Array | undefined;
    for (let row = 1; row < nodes.length; row++) {
      const flags = layer.flags[row] ?? 0;
      const node = nodes[row] ?? 0;
      if ((flags & FLAG.whiteout) !== 0) {
        const isFile = replacesFolder(kindIn(this.#tree, below, node));
        if (!isFile) folderSizes ??= sizesBelow(this.#tree, below);
        this.#count(node, isFile ? 0 : (folderSizes?.[node] ?? 0));
      }
      const isLeaf = layer.kinds[row] !== KIND.none && (flags & FLAG.parent) === 0;
      if (isLeaf) this.#count(node, layer.sizesBytes[row] ?? 0);
    }
  }

  /** What dive lists a path with; 0 for one that it does not list. */
  wastedBytesOf(node: number): number {
    return (this.#counts[node] ?? 0) < 2 ? 0 : (this.#sums[node] ?? 0);
  }

  result(): { readonly scorePct: number; readonly wastedBytes: number } {
    let sum = 0;
    let smallest = 0;
    let wastedBytes = 0;
    for (let node = 0; node < this.#sums.length; node++) {
      sum += this.#sums[node] ?? 0;
      smallest += this.#smallest[node] ?? 0;
      wastedBytes += this.wastedBytesOf(node);
    }
    return { scorePct: sum === 0 ? 100 : (100 * smallest) / sum, wastedBytes };
  }

  #count(node: number, sizeBytes: number): void {
    const count = this.#counts[node] ?? 0;
    this.#sums[node] = (this.#sums[node] ?? 0) + sizeBytes;
    this.#smallest[node] = count === 0 ? sizeBytes : Math.min(sizeBytes, this.#smallest[node] ?? 0);
    this.#counts[node] = count + 1;
  }
}

/** Of every folder, the sizes of all that is in it. */
function sizesBelow(tree: ImageTree, state: ImageState): Float64Array {
  const sizes = new Float64Array(tree.parents.length);
  for (let node = sizes.length - 1; node > 0; node--) {
    const size = (sizes[node] ?? 0) + sizeIn(tree, state, node);
    sizes[node] = size;
    const parent = tree.parents[node] ?? 0;
    sizes[parent] = (sizes[parent] ?? 0) + size;
  }
  return sizes;
}
