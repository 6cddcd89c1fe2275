import type { PathChange } from '../../../shared/contract/comparison.ts';
import { KIND } from './entry-kind.ts';
import { ABSENT, ImageState, kindIn, layerIn, positionIn } from './image-state.ts';
import { joinLayers, pathOf, type ImageTree } from './image-tree.ts';
import type { LayerIndex } from './layer-index.ts';

/** What became of a node; a path that is the same has none. */
const CHANGES: readonly PathChange[] = ['added', 'removed', 'changed', 'touched'];
const SAME = 0;
const ADDED = 1;
const REMOVED = 2;
const CHANGED = 3;
const TOUCHED = 4;

/** Files of one kind of change. */
export interface ChangeTotal {
  fileCount: number;
  beforeBytes: number;
  afterBytes: number;
}

/** A path that differs; a folder that only one image has stands for all that is in it. */
export interface DifferentPath extends Readonly<ChangeTotal> {
  readonly node: number;
  readonly change: PathChange;
  readonly isFolder: boolean;
}

/** An image as far as it is compared. */
export interface ComparedImage {
  readonly layers: readonly LayerIndex[];
  readonly diffIds: readonly (string | undefined)[];
}

/**
 * The files of two images against each other, by what their layers list. Both are one tree: first the layers of
 * the one, then those of the other.
 */
export class ImageComparison {
  readonly tree: ImageTree;
  readonly before: ImageState;
  readonly after: ImageState;
  readonly totals: Readonly<Record<PathChange, ChangeTotal>> = {
    added: emptyTotal(),
    removed: emptyTotal(),
    changed: emptyTotal(),
    touched: emptyTotal(),
  };
  /** The largest difference first. */
  readonly paths: readonly DifferentPath[];
  readonly #diffIds: readonly (string | undefined)[];
  readonly #beforeCount: number;

  constructor(before: ComparedImage, after: ComparedImage) {
    this.tree = joinLayers([...before.layers, ...after.layers]);
    this.#diffIds = [...before.diffIds, ...after.diffIds];
    this.#beforeCount = before.layers.length;
    this.before = new ImageState(this.tree);
    this.after = new ImageState(this.tree);
    for (let at = 0; at < this.tree.layers.length; at++) {
      (at < this.#beforeCount ? this.before : this.after).apply(at);
    }
    this.paths = this.#collect();
  }

  /** The layer that has a node's version, as the image counts it; undefined for what no layer lists. */
  positionOf(node: number, side: 'before' | 'after'): number | undefined {
    const position = positionIn(this[side], node);
    if (position < 0) return undefined;
    return side === 'before' ? position : position - this.#beforeCount;
  }

  #collect(): DifferentPath[] {
    const { parents } = this.tree;
    const changes = new Uint8Array(parents.length);
    /** The row that a node counts for, plus one. */
    const rowOf = new Uint32Array(parents.length);
    const rows: (DifferentPath & ChangeTotal)[] = [];
    for (let node = 1; node < parents.length; node++) {
      const change = this.#changeOf(node);
      changes[node] = change;
      if (change === SAME) continue;
      const word = CHANGES[change - 1] ?? 'changed';
      const parent = parents[node] ?? 0;
      const isInside = changes[parent] === change && (change === ADDED || change === REMOVED);
      if (!isInside) {
        const isFolder = this.#isFolder(node);
        rows.push({ node, change: word, isFolder, ...emptyTotal() });
      }
      rowOf[node] = isInside ? (rowOf[parent] ?? 0) : rows.length;
      if (this.#isFolder(node)) continue;
      const row = rows[(rowOf[node] ?? 1) - 1];
      for (const total of [this.totals[word], row]) {
        if (total === undefined) continue;
        total.fileCount += 1;
        total.beforeBytes += this.#size(this.before, node);
        total.afterBytes += this.#size(this.after, node);
      }
    }
    return rows.toSorted((a, b) => weightOf(b) - weightOf(a) || a.node - b.node);
  }

  #changeOf(node: number): number {
    const isBefore = this.before.sources[node] !== ABSENT;
    const isAfter = this.after.sources[node] !== ABSENT;
    if (!isBefore || !isAfter) return isAfter ? ADDED : isBefore ? REMOVED : SAME;
    const kinds = [kindIn(this.tree, this.before, node), kindIn(this.tree, this.after, node)];
    const [before = 0, after = 0] = kinds.map(plainKind);
    if (before !== after) return CHANGED;
    // What becomes of a folder's own rights is no change of a file.
    if (before === KIND.directory || this.#isSharedVersion(node)) return SAME;
    return this.#changeOfVersions(node);
  }

  /** A layer that both have holds the same in both. */
  #isSharedVersion(node: number): boolean {
    const [before, after] = [positionIn(this.before, node), positionIn(this.after, node)];
    const digest = this.#diffIds[before];
    return digest !== undefined && digest === this.#diffIds[after];
  }

  #changeOfVersions(node: number): number {
    const before = layerIn(this.tree, this.before, node);
    const after = layerIn(this.tree, this.after, node);
    if (before === undefined || after === undefined) return SAME;
    const [one = 0, other = 0] = [this.before.rows[node], this.after.rows[node]];
    if (before.kinds[one] !== after.kinds[other]) return TOUCHED;
    if (before.sizesBytes[one] !== after.sizesBytes[other]) return CHANGED;
    if (linkText(before, one) !== linkText(after, other)) return CHANGED;
    const isSame =
      before.modes[one] === after.modes[other] &&
      before.uids[one] === after.uids[other] &&
      before.gids[one] === after.gids[other] &&
      before.modifiedAtMs[one] === after.modifiedAtMs[other];
    return isSame ? SAME : TOUCHED;
  }

  #isFolder(node: number): boolean {
    const state = this.after.sources[node] === ABSENT ? this.before : this.after;
    return plainKind(kindIn(this.tree, state, node)) === KIND.directory;
  }

  #size(state: ImageState, node: number): number {
    const layer = layerIn(this.tree, state, node);
    return layer?.sizesBytes[state.rows[node] ?? 0] ?? 0;
  }
}

/** Paths that a filter leaves, with their words. */
export function filterPaths(
  { paths, tree }: ImageComparison,
  changes: ReadonlySet<PathChange>,
  text: string,
): readonly DifferentPath[] {
  const wanted = text.trim().toLowerCase();
  return paths.filter(
    ({ change, node }) =>
      changes.has(change) && (wanted === '' || pathOf(tree, node).toLowerCase().includes(wanted)),
  );
}

/** An implied folder is a folder, and another name of a file is a file. */
function plainKind(kind: number): number {
  if (kind === KIND.none) return KIND.directory;
  return kind === KIND.hardlink ? KIND.file : kind;
}

function linkText({ links, names }: LayerIndex, row: number): string {
  const link = links[row] ?? 0;
  if (link === 0) return '';
  const start = link === 1 ? 0 : (names.ends[link - 2] ?? 0);
  return Buffer.from(names.bytes.subarray(start, names.ends[link - 1] ?? 0)).toString('latin1');
}

function weightOf({ change, beforeBytes, afterBytes }: DifferentPath): number {
  // What may be the same comes after everything that is not.
  return change === 'touched' ? -1 / (1 + afterBytes) : Math.abs(afterBytes - beforeBytes);
}

function emptyTotal(): ChangeTotal {
  return { fileCount: 0, beforeBytes: 0, afterBytes: 0 };
}
