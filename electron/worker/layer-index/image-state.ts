import { FLAG, KIND, replacesFolder } from './entry-kind.ts';
import type { ImageTree } from './image-tree.ts';
import type { LayerIndex } from './layer-index.ts';

/** Nothing is there. */
export const ABSENT = 0;
/** A folder is there that no layer lists, because something is in it. */
export const IMPLIED = 1;
/** A version is there: its layer's position plus this. */
const FIRST_LAYER = 2;

/** Hears what a layer does to what was there before it. */
export interface StateListener {
  /** What was at `node` goes, because of what the layer has at `cause`; still to be seen in the state. */
  readonly onGone: (node: number, cause: number) => void;
  /** A version comes to `node`. `hadEntry`: before this layer something was there. */
  readonly onCome: (node: number, row: number, hadEntry: boolean) => void;
}

/**
 * What is where after a number of layers. Applies layers as a union file system stacks them: a mark hides
 * what the layers below have, whatever its place in the archive; a folder joins the one below it; anything
 * else takes its place with all that was in it.
 */
export class ImageState {
  readonly #tree: ImageTree;
  /** `ABSENT`, `IMPLIED`, or which layer's version is there. */
  readonly sources: Uint16Array;
  /** The version's row in that layer. */
  readonly rows: Uint32Array;
  /** Last layer that took something away here, plus one. */
  readonly #goneAt: Uint16Array;
  readonly #stack: number[] = [];

  constructor(tree: ImageTree) {
    this.#tree = tree;
    this.sources = new Uint16Array(tree.parents.length);
    this.rows = new Uint32Array(tree.parents.length);
    this.#goneAt = new Uint16Array(tree.parents.length);
    this.sources[0] = IMPLIED;
  }

  /** Adds the layer at this position on top. */
  apply(position: number, listener?: StateListener): void {
    const layer = this.#tree.layers[position];
    const nodes = this.#tree.nodesOfRows[position];
    if (layer === undefined || nodes === undefined) return;
    for (let row = 0; row < nodes.length; row++) {
      this.#hide(layer, row, nodes[row] ?? 0, position, listener);
    }
    for (let row = 0; row < nodes.length; row++) {
      this.#put(layer, row, nodes[row] ?? 0, position, listener);
    }
  }

  #hide(
    layer: LayerIndex,
    row: number,
    node: number,
    position: number,
    listener: StateListener | undefined,
  ): void {
    if (this.sources[node] === ABSENT) return;
    const flags = layer.flags[row] ?? 0;
    const kind = layer.kinds[row] ?? 0;
    const hidesSelf = (flags & FLAG.whiteout) !== 0 && node !== 0;
    if (hidesSelf || (flags & FLAG.opaque) !== 0 || replacesFolder(kind)) {
      this.#removeBelow(node, position, listener);
    }
    const isFolder = kind === KIND.directory || (flags & FLAG.parent) !== 0;
    const endsFile =
      isFolder && !replacesFolder(kind) && replacesFolder(kindIn(this.#tree, this, node));
    if (hidesSelf || endsFile) this.#remove(node, node, position, listener);
  }

  #put(
    layer: LayerIndex,
    row: number,
    node: number,
    position: number,
    listener: StateListener | undefined,
  ): void {
    const kind = layer.kinds[row] ?? 0;
    const source = this.sources[node] ?? ABSENT;
    if (kind === KIND.none) {
      const isFolder = ((layer.flags[row] ?? 0) & FLAG.parent) !== 0;
      if (isFolder && source === ABSENT) this.sources[node] = IMPLIED;
      return;
    }
    const hadEntry = source !== ABSENT || this.#goneAt[node] === position + 1;
    if (source !== ABSENT) listener?.onGone(node, node);
    this.sources[node] = position + FIRST_LAYER;
    this.rows[node] = row;
    listener?.onCome(node, row, hadEntry);
  }

  #remove(node: number, cause: number, position: number, listener?: StateListener): void {
    listener?.onGone(node, cause);
    this.sources[node] = ABSENT;
    this.#goneAt[node] = position + 1;
  }

  /** Only what is there is gone through, so all removals together cost no more than all entries. */
  #removeBelow(cause: number, position: number, listener?: StateListener): void {
    const { firstChildren, nextSiblings } = this.#tree;
    const stack = this.#stack;
    stack.push(firstChildren[cause] ?? 0);
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node === 0) continue;
      stack.push(nextSiblings[node] ?? 0);
      if (this.sources[node] === ABSENT) continue;
      stack.push(firstChildren[node] ?? 0);
      this.#remove(node, cause, position, listener);
    }
  }
}

type Sources = Pick<ImageState, 'sources' | 'rows'>;

/** The layer whose version is at a node; undefined for nothing and for an implied folder. */
export function layerIn(tree: ImageTree, state: Sources, node: number): LayerIndex | undefined {
  return tree.layers[(state.sources[node] ?? ABSENT) - FIRST_LAYER];
}

/** That layer's position. */
export function positionIn(state: Sources, node: number): number {
  return (state.sources[node] ?? ABSENT) - FIRST_LAYER;
}

/** The kind of what is at a node; an implied folder has none of its own. */
export function kindIn(tree: ImageTree, state: Sources, node: number): number {
  return layerIn(tree, state, node)?.kinds[state.rows[node] ?? 0] ?? KIND.none;
}

/** The size of the file at a node; 0 for everything else. */
export function sizeIn(tree: ImageTree, state: Sources, node: number): number {
  return layerIn(tree, state, node)?.sizesBytes[state.rows[node] ?? 0] ?? 0;
}
