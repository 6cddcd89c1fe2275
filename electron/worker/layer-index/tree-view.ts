import type { ChangeMark, LayerView, SizeArea, TreeRow } from '../../../shared/contract/layer.ts';
import { KIND, toFlagWords, toKindWord } from './entry-kind.ts';
import { ABSENT, ImageState, IMPLIED, kindIn, layerIn, positionIn, sizeIn } from './image-state.ts';
import { compareNames, linkOf, nameOf, type ImageTree } from './image-tree.ts';

/** What the chosen layers did to a node. */
const MARK = { none: 0, unchanged: 1, added: 2, changed: 3, removed: 4 } as const;
const MARK_WORDS: readonly ChangeMark[] = ['unchanged', 'unchanged', 'added', 'changed', 'removed'];

type Chosen = Pick<LayerView, 'from' | 'to'>;
type Show = LayerView['show'];

/** Which rows of a folder are wanted. */
export interface WantedRows {
  readonly show: Show;
  readonly node: number;
  readonly sort: 'size' | 'name';
  readonly offset: number;
  readonly limit: number;
  readonly minSizeBytes: number;
}

/** The files of an image after some layer, marked by what the chosen layers did. */
export class TreeView {
  readonly #tree: ImageTree;
  /** Before the chosen layers, and after them. */
  readonly #before: ImageState;
  readonly #after: ImageState;
  readonly #marks: Uint8Array;
  /** Of everything below a node: what is there, what the chosen layers brought, what they took away. */
  readonly #sizes: Float64Array;
  readonly #broughtSizes: Float64Array;
  readonly #goneSizes: Float64Array;
  /** The last large folder that was sorted as a whole. */
  #largeOrder: { readonly key: string; readonly nodes: readonly number[] } | undefined;

  constructor(tree: ImageTree, { from, to }: Chosen) {
    const nodeCount = tree.parents.length;
    this.#tree = tree;
    this.#before = new ImageState(tree);
    this.#after = new ImageState(tree);
    for (let position = 0; position <= to; position++) {
      if (position < from) this.#before.apply(position);
      this.#after.apply(position);
    }
    this.#marks = new Uint8Array(nodeCount);
    this.#sizes = new Float64Array(nodeCount);
    this.#broughtSizes = new Float64Array(nodeCount);
    this.#goneSizes = new Float64Array(nodeCount);
    for (let node = 0; node < nodeCount; node++) this.#judge(node);
    for (const sizes of [this.#sizes, this.#broughtSizes, this.#goneSizes]) this.#sumUp(sizes);
    this.#markUp();
  }

  /** One page of a folder's rows, and how many there are. */
  children(wanted: WantedRows): { readonly rows: TreeRow[]; readonly totalCount: number } {
    const { node, show, sort, minSizeBytes, offset, limit } = wanted;
    const key = `${show} ${node} ${sort} ${minSizeBytes}`;
    const isKnown = this.#largeOrder?.key === key;
    const all = isKnown
      ? (this.#largeOrder?.nodes ?? [])
      : this.#shownChildren(node, show).filter(
          (child) => minSizeBytes === 0 || this.#sizeOf(child, show) >= minSizeBytes,
        );
    const compare = sort === 'size' ? this.#bySize(show) : this.#byName;
    const first = isKnown ? all : firstOf(all, compare, offset + limit);
    if (all.length > MAX_SORTED && first.length === all.length) {
      this.#largeOrder = { key, nodes: first };
    }
    const page = first.slice(offset, offset + limit);
    return { rows: page.map((child) => this.#row(child, show)), totalCount: all.length };
  }

  /** The largest nodes below one, each after its parent, which is always among them. */
  areas(node: number, show: Show, limit: number): SizeArea[] {
    const areas: SizeArea[] = [];
    let open = [node];
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      if (next !== node) areas.push(this.#area(next, show));
      const wantedCount = limit - areas.length;
      if (wantedCount <= 0) break;
      const children = this.#shownChildren(next, show).filter(
        (child) => this.#marks[child] !== MARK.removed && this.#sizeOf(child, show) > 0,
      );
      open = firstOf([...open, ...children], this.#bySize(show), wantedCount);
    }
    return areas;
  }

  /** What a node takes under this view. */
  sizeBytes(node: number, show: Show): number {
    return this.#sizeOf(node, show);
  }

  #judge(node: number): void {
    const mark = this.#markOf(node);
    this.#marks[node] = mark;
    if (mark !== MARK.none && mark !== MARK.removed) {
      const size = sizeIn(this.#tree, this.#after, node);
      this.#sizes[node] = size;
      if (mark !== MARK.unchanged) this.#broughtSizes[node] = size;
    }
    if (mark === MARK.removed) this.#goneSizes[node] = sizeIn(this.#tree, this.#before, node);
  }

  #markOf(node: number): number {
    const before = this.#before.sources[node] ?? ABSENT;
    const after = this.#after.sources[node] ?? ABSENT;
    if (before === after) return after === ABSENT ? MARK.none : MARK.unchanged;
    if (before === ABSENT) return MARK.added;
    if (after === ABSENT) return MARK.removed;
    const kinds = [this.#before, this.#after].map((state) => kindIn(this.#tree, state, node));
    // A layer lists the folders of what it changes again; only new rights or owners are a change.
    const areFolders = kinds.every((kind) => kind === KIND.none || kind === KIND.directory);
    return areFolders && this.#areSameRights(node) ? MARK.unchanged : MARK.changed;
  }

  #areSameRights(node: number): boolean {
    const [before, after] = [this.#before, this.#after].map((state) => {
      const layer = layerIn(this.#tree, state, node);
      const row = state.rows[node] ?? 0;
      return layer && { mode: layer.modes[row], uid: layer.uids[row], gid: layer.gids[row] };
    });
    if (before === undefined || after === undefined) return true;
    return before.mode === after.mode && before.uid === after.uid && before.gid === after.gid;
  }

  /** Adds up folders. Children come after their parents, so from the end every sum is complete when it is passed on. */
  #sumUp(sizes: Float64Array): void {
    const { parents } = this.#tree;
    for (let node = sizes.length - 1; node > 0; node--) {
      const size = sizes[node] ?? 0;
      if (size === 0) continue;
      const parent = parents[node] ?? 0;
      sizes[parent] = (sizes[parent] ?? 0) + size;
    }
  }

  /** A folder is changed where something in it is. */
  #markUp(): void {
    const { parents } = this.#tree;
    const marks = this.#marks;
    for (let node = marks.length - 1; node > 0; node--) {
      const mark = marks[node] ?? MARK.none;
      if (mark === MARK.none || mark === MARK.unchanged) continue;
      const parent = parents[node] ?? 0;
      if (marks[parent] === MARK.unchanged) marks[parent] = MARK.changed;
    }
  }

  #isShown(node: number, show: Show): boolean {
    const mark = this.#marks[node] ?? MARK.none;
    return mark !== MARK.none && (show === 'all' || mark !== MARK.unchanged);
  }

  #shownChildren(node: number, show: Show): number[] {
    const { firstChildren, nextSiblings } = this.#tree;
    const shown: number[] = [];
    for (let child = firstChildren[node] ?? 0; child !== 0; child = nextSiblings[child] ?? 0) {
      if (this.#isShown(child, show)) shown.push(child);
    }
    return shown;
  }

  #countShown(node: number, show: Show): number {
    const { firstChildren, nextSiblings } = this.#tree;
    let count = 0;
    for (let child = firstChildren[node] ?? 0; child !== 0; child = nextSiblings[child] ?? 0) {
      if (this.#isShown(child, show)) count += 1;
    }
    return count;
  }

  #sizeOf(node: number, show: Show): number {
    if (this.#marks[node] === MARK.removed) return this.#goneSizes[node] ?? 0;
    return (show === 'all' ? this.#sizes[node] : this.#broughtSizes[node]) ?? 0;
  }

  #bySize(show: Show): (a: number, b: number) => number {
    return (a, b) => this.#sizeOf(b, show) - this.#sizeOf(a, show) || this.#byName(a, b);
  }

  readonly #byName = (a: number, b: number): number => compareNames(this.#tree, a, b);

  #area(node: number, show: Show): SizeArea {
    return {
      node,
      parent: this.#tree.parents[node] ?? 0,
      name: nameOf(this.#tree, node),
      kind: toKindWord(kindIn(this.#tree, this.#after, node)),
      mark: MARK_WORDS[this.#marks[node] ?? 0] ?? 'unchanged',
      sizeBytes: this.#sizeOf(node, show),
    };
  }

  #row(node: number, show: Show): TreeRow {
    const mark = this.#marks[node] ?? MARK.none;
    const state = mark === MARK.removed ? this.#before : this.#after;
    const layer = layerIn(this.#tree, state, node);
    const row = state.rows[node] ?? 0;
    const common = {
      node,
      name: nameOf(this.#tree, node),
      kind: toKindWord(kindIn(this.#tree, state, node)),
      mark: MARK_WORDS[mark] ?? 'unchanged',
      sizeBytes: this.#sizeOf(node, show),
      removedBytes: this.#goneSizes[node] ?? 0,
      childCount: this.#countShown(node, show),
    };
    if (layer === undefined || state.sources[node] === IMPLIED) return { ...common, flags: [] };
    const position = positionIn(state, node);
    const linkTarget = linkOf({ layer, row, position });
    const mode = layer.modes[row] ?? 0;
    return {
      ...common,
      position,
      mode,
      uid: layer.uids[row] ?? 0,
      gid: layer.gids[row] ?? 0,
      modifiedAtMs: layer.modifiedAtMs[row] ?? 0,
      flags: toFlagWords(layer.flags[row] ?? 0, mode),
      ...(linkTarget !== undefined && { linkTarget }),
    };
  }
}

/** Sorting a whole folder is fine up to here; a larger one is gone through for its first rows only. */
const MAX_SORTED = 20_000;

/** The first `count` items in order. */
function firstOf(
  items: readonly number[],
  compare: (a: number, b: number) => number,
  count: number,
): number[] {
  if (items.length <= MAX_SORTED) return items.toSorted(compare).slice(0, count);
  // Far down a large folder all of it is sorted, once.
  if (count > MAX_SORTED) return items.toSorted(compare);
  let kept: number[] = [];
  let worst: number | undefined;
  for (const item of items) {
    if (worst !== undefined && compare(item, worst) >= 0) continue;
    kept.push(item);
    if (kept.length < count * 2 + MAX_SORTED) continue;
    kept = kept.toSorted(compare).slice(0, count);
    worst = kept.at(-1);
  }
  return kept.toSorted(compare).slice(0, count);
}
