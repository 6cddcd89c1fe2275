import { FLAG, KIND } from './entry-kind.ts';
import type { LayerIndex } from './layer-index.ts';
import { NameTable, shownName, type NameList } from './name-table.ts';
import { PathTrie } from './path-trie.ts';

/**
 * All paths of all layers of an image as one tree of nodes, each with its versions: what each layer has
 * there. A parent's number is lower than its children's; 0 is the root.
 */
export interface ImageTree {
  readonly layers: readonly LayerIndex[];
  readonly names: NameList;
  readonly parents: Uint32Array;
  readonly nameIds: Uint32Array;
  /** A node's first child and its next sibling; 0 for none. */
  readonly firstChildren: Uint32Array;
  readonly nextSiblings: Uint32Array;
  /** For each layer: the tree's node of each of the layer's rows. */
  readonly nodesOfRows: readonly Uint32Array[];
  /** Versions of node `n` are those from `versionStarts[n]` to before `versionStarts[n + 1]`, by layer. */
  readonly versionStarts: Uint32Array;
  readonly versionLayers: Uint16Array;
  readonly versionRows: Uint32Array;
}

/** One layer's version of a path. */
export interface Version {
  readonly position: number;
  readonly row: number;
  readonly layer: LayerIndex;
}

/** Joins layers, the base first. */
export function joinLayers(layers: readonly LayerIndex[]): ImageTree {
  const names = new NameTable();
  const trie = new PathTrie();
  const nodesOfRows = layers.map((layer) => joinRows(layer, names, trie));
  const { parents, names: nameIds } = trie.toColumns();
  const nodeCount = parents.length;
  const firstChildren = new Uint32Array(nodeCount);
  const nextSiblings = new Uint32Array(nodeCount);
  for (let node = nodeCount - 1; node > 0; node--) {
    const parent = parents[node] ?? 0;
    nextSiblings[node] = firstChildren[parent] ?? 0;
    firstChildren[parent] = node;
  }
  return {
    layers,
    names: names.toList(),
    parents,
    nameIds,
    firstChildren,
    nextSiblings,
    nodesOfRows,
    ...collectVersions(layers, nodesOfRows, nodeCount),
  };
}

function joinRows(layer: LayerIndex, names: NameTable, trie: PathTrie): Uint32Array {
  const { bytes, ends } = layer.names;
  const nameOf = new Uint32Array(ends.length);
  for (let id = 0, start = 0; id < ends.length; id++) {
    const end = ends[id] ?? 0;
    nameOf[id] = names.intern(bytes, start, end);
    start = end;
  }
  const nodes = new Uint32Array(layer.parents.length);
  for (let row = 1; row < nodes.length; row++) {
    const parent = nodes[layer.parents[row] ?? 0] ?? 0;
    nodes[row] = trie.child(parent, nameOf[layer.nameIds[row] ?? 0] ?? 0);
  }
  return nodes;
}

function collectVersions(
  layers: readonly LayerIndex[],
  nodesOfRows: readonly Uint32Array[],
  nodeCount: number,
) {
  const versionStarts = new Uint32Array(nodeCount + 1);
  visitVersions(layers, nodesOfRows, (node) => {
    versionStarts[node + 1] = (versionStarts[node + 1] ?? 0) + 1;
  });
  for (let node = 1; node <= nodeCount; node++) {
    versionStarts[node] = (versionStarts[node] ?? 0) + (versionStarts[node - 1] ?? 0);
  }
  const versionCount = versionStarts[nodeCount] ?? 0;
  const versionLayers = new Uint16Array(versionCount);
  const versionRows = new Uint32Array(versionCount);
  const nexts = versionStarts.slice();
  visitVersions(layers, nodesOfRows, (node, row, position) => {
    const at = nexts[node] ?? 0;
    versionLayers[at] = position;
    versionRows[at] = row;
    nexts[node] = at + 1;
  });
  return { versionStarts, versionLayers, versionRows };
}

function visitVersions(
  layers: readonly LayerIndex[],
  nodesOfRows: readonly Uint32Array[],
  visit: (node: number, row: number, position: number) => void,
): void {
  for (const [position, layer] of layers.entries()) {
    const nodes = nodesOfRows[position] ?? new Uint32Array(0);
    for (let row = 0; row < nodes.length; row++) {
      if (saysSomething(layer, row)) visit(nodes[row] ?? 0, row, position);
    }
  }
}

/** Whether a layer has an entry or a mark here, and not only something below. */
function saysSomething(layer: LayerIndex, row: number): boolean {
  return (
    layer.kinds[row] !== KIND.none ||
    ((layer.flags[row] ?? 0) & (FLAG.whiteout | FLAG.opaque)) !== 0
  );
}

/** What each layer has at a node, by layer. */
export function versionsOf(tree: ImageTree, node: number): Version[] {
  const versions: Version[] = [];
  const end = tree.versionStarts[node + 1] ?? 0;
  for (let at = tree.versionStarts[node] ?? 0; at < end; at++) {
    const position = tree.versionLayers[at] ?? 0;
    const layer = tree.layers[position];
    if (layer !== undefined) versions.push({ position, row: tree.versionRows[at] ?? 0, layer });
  }
  return versions;
}

/** A node's own name, as a screen may show it; the root has none. */
export function nameOf(tree: ImageTree, node: number): string {
  return node === 0 ? '' : shownName(tree.names, tree.nameIds[node] ?? 0);
}

/** The nodes from the root to this one's parent. */
export function lineageOf(tree: ImageTree, node: number): number[] {
  const lineage: number[] = [];
  for (let at = node; at !== 0;) {
    at = tree.parents[at] ?? 0;
    lineage.push(at);
  }
  return lineage.toReversed();
}

/** A node's path from the root, as a screen may show it. */
export function pathOf(tree: ImageTree, node: number): string {
  const [, ...folders] = lineageOf(tree, node);
  return [...folders, node].map((each) => nameOf(tree, each)).join('/');
}

/** Where a version's link leads, as a screen may show it. */
export function linkOf({ layer, row }: Version): string | undefined {
  const link = layer.links[row] ?? 0;
  return link === 0 ? undefined : shownName(layer.names, link - 1);
}

/** Order of two nodes by the bytes of their names; nothing is made for it, since folders may be large. */
export function compareNames({ names, nameIds }: ImageTree, a: number, b: number): number {
  const { bytes, ends } = names;
  const nameA = nameIds[a] ?? 0;
  const nameB = nameIds[b] ?? 0;
  const startA = nameA === 0 ? 0 : (ends[nameA - 1] ?? 0);
  const startB = nameB === 0 ? 0 : (ends[nameB - 1] ?? 0);
  const lengthA = (ends[nameA] ?? 0) - startA;
  const lengthB = (ends[nameB] ?? 0) - startB;
  const common = Math.min(lengthA, lengthB);
  for (let index = 0; index < common; index++) {
    const difference = (bytes[startA + index] ?? 0) - (bytes[startB + index] ?? 0);
    if (difference !== 0) return difference;
  }
  return lengthA - lengthB;
}
