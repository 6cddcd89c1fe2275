import type { FoundPath } from '../../../shared/contract/layer.ts';
import { KIND, toKindWord } from './entry-kind.ts';
import { ABSENT, type ImageState } from './image-state.ts';
import { lineageOf, pathOf, versionsOf, type ImageTree } from './image-tree.ts';
import { NameGlob } from './name-glob.ts';

/** Paths that fit, and how many there are. */
export interface SearchResult {
  readonly rows: FoundPath[];
  readonly totalCount: number;
}

/** A byte for each name of the image: whether it fits one part of a pattern; or all of them do. */
type Fitting = Uint8Array | 'any';

/** So many names are looked at behind one that was found at once. */
const LOOKS = 64;

/** Names of one image, small letters only, ready to be searched. */
export class PathSearch {
  readonly #tree: ImageTree;
  /** State with all layers: tells what is still there. */
  readonly #whole: ImageState;
  readonly #lowerBytes: Buffer;
  /** A byte for each node: whether some layer has an entry there, or at least something below it. */
  readonly #listed: Uint8Array;

  constructor(tree: ImageTree, whole: ImageState) {
    this.#tree = tree;
    this.#whole = whole;
    this.#lowerBytes = toLower(tree.names.bytes);
    this.#listed = listedNodes(tree);
  }

  /** Paths by a part of the name, a glob on the name, or with a slash a glob on the path; at most `limit` rows. */
  search(pattern: string, limit: number): SearchResult {
    const rows: FoundPath[] = [];
    let totalCount = 0;
    const { names, folders } = this.#read(pattern);
    const { nameIds, parents } = this.#tree;
    for (let node = 1; node < nameIds.length; node++) {
      if (names !== 'any' && names[nameIds[node] ?? 0] !== 1) continue;
      if (folders !== undefined && folders[parents[node] ?? 0] !== 1) continue;
      if (this.#listed[node] !== 1) continue;
      totalCount += 1;
      if (rows.length < limit) rows.push(this.#row(node));
    }
    return { rows, totalCount };
  }

  /** What a path's last name has to be, and which folders it may lie in. */
  #read(pattern: string): { readonly names: Fitting; readonly folders?: Uint8Array } {
    const parts = pattern.split('/').filter((part) => part !== '');
    const last = parts.at(-1) ?? '';
    if (!pattern.includes('/')) {
      return { names: this.#namesLike(/[*?[]/.test(last) ? last : `*${last}*`) };
    }
    // At the end `**` stands for everything below.
    const folders = this.#reach(last === '**' ? parts : parts.slice(0, -1));
    // Names are not looked at where there is no folder for them.
    return { names: folders.includes(1) ? this.#namesLike(last) : 'any', folders };
  }

  /**
   * The folders that a path's parts lead to from the root, a byte for each node. Part by part for all nodes at once, so
   * that no pattern is slow; parents come before their children.
   */
  #reach(parts: readonly string[]): Uint8Array {
    const { nameIds, parents } = this.#tree;
    let reached = new Uint8Array(parents.length);
    reached[0] = 1;
    for (const part of parts) {
      const next = new Uint8Array(parents.length);
      if (part === '**') {
        next[0] = reached[0] ?? 0;
        for (let node = 1; node < next.length; node++) {
          next[node] = (reached[node] ?? 0) | (next[parents[node] ?? 0] ?? 0);
        }
      } else {
        const names = this.#namesLike(part);
        for (let node = 1; node < next.length; node++) {
          const isNamed = names === 'any' || names[nameIds[node] ?? 0] === 1;
          if (isNamed) next[node] = reached[parents[node] ?? 0] ?? 0;
        }
      }
      reached = next;
    }
    return reached;
  }

  #namesLike(part: string): Fitting {
    const glob = new NameGlob(toLower(Buffer.from(part, 'utf8')));
    if (glob.isAnything) return 'any';
    const { ends } = this.#tree.names;
    const bytes = this.#lowerBytes;
    const fitting = new Uint8Array(ends.length);
    const { literal } = glob;
    let start = 0;
    let looks = 0;
    for (let id = 0; id < ends.length; id++) {
      // What has to be in the name as it stands finds the few that are worth a closer look. Where that is in every
      // name, looking is quicker than finding.
      if (literal.length > 0 && looks === 0) {
        const at = bytes.indexOf(literal, start);
        if (at < 0) break;
        if ((ends[id] ?? 0) > at) looks = LOOKS;
        while ((ends[id] ?? 0) <= at) id += 1;
        start = id === 0 ? 0 : (ends[id - 1] ?? 0);
      } else looks -= 1;
      const end = ends[id] ?? 0;
      fitting[id] = glob.fits(bytes, start, end) ? 1 : 0;
      start = end;
    }
    return fitting;
  }

  #row(node: number): FoundPath {
    const versions = versionsOf(this.#tree, node).filter(
      ({ layer, row }) => layer.kinds[row] !== KIND.none,
    );
    const newest = versions.at(-1);
    return {
      node,
      path: pathOf(this.#tree, node),
      kind: toKindWord(newest?.layer.kinds[newest.row] ?? KIND.none),
      sizeBytes: newest?.layer.sizesBytes[newest.row] ?? 0,
      positions: versions.map(({ position }) => position),
      isPresent: this.#whole.sources[node] !== ABSENT,
      lineage: lineageOf(this.#tree, node),
    };
  }
}

function listedNodes({ layers, nodesOfRows, firstChildren }: ImageTree): Uint8Array {
  const listed = new Uint8Array(firstChildren.length);
  for (let node = 0; node < listed.length; node++) if (firstChildren[node] !== 0) listed[node] = 1;
  for (const [position, { kinds }] of layers.entries()) {
    const nodes = nodesOfRows[position] ?? [];
    for (let row = 0; row < nodes.length; row++) {
      if (kinds[row] !== KIND.none) listed[nodes[row] ?? 0] = 1;
    }
  }
  return listed;
}

/** A copy without capitals of the Latin alphabet; other bytes stay. */
function toLower(bytes: Uint8Array): Buffer {
  const lower = Buffer.from(bytes);
  for (let at = 0; at < lower.length; at++) {
    const byte = lower[at] ?? 0;
    if (byte >= 0x41 && byte <= 0x5a) lower[at] = byte | 0x20;
  }
  return lower;
}
