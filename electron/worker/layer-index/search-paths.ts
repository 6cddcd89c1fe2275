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

/** Which names of the image fit one part of a pattern: a byte for each name; or all of them, or folders. */
type Fitting = Uint8Array | 'any' | 'any-folders';

/** Names of one image, small letters only, ready to be searched. */
export class PathSearch {
  readonly #tree: ImageTree;
  /** State with all layers: tells what is still there. */
  readonly #whole: ImageState;
  readonly #lowerBytes: Buffer;

  constructor(tree: ImageTree, whole: ImageState) {
    this.#tree = tree;
    this.#whole = whole;
    this.#lowerBytes = toLower(tree.names.bytes);
  }

  /** Paths by a part of the name, a glob on the name, or with a slash a glob on the path; at most `limit` rows. */
  search(pattern: string, limit: number): SearchResult {
    const { names, folders } = this.#read(pattern);
    const rows: FoundPath[] = [];
    let totalCount = 0;
    const { nameIds, parents } = this.#tree;
    for (let node = 1; node < nameIds.length; node++) {
      if (names instanceof Uint8Array && names[nameIds[node] ?? 0] !== 1) continue;
      if (folders !== undefined && !this.#liesIn(parents[node] ?? 0, folders)) continue;
      if (!this.#isListed(node)) continue;
      totalCount += 1;
      if (rows.length < limit) rows.push(this.#row(node));
    }
    return { rows, totalCount };
  }

  #read(pattern: string): { readonly names: Fitting; readonly folders?: readonly Fitting[] } {
    const parts = pattern.split('/').filter((part) => part !== '');
    const last = parts.at(-1) ?? '';
    if (!pattern.includes('/')) {
      return { names: this.#namesLike(/[*?[]/.test(last) ? last : `*${last}*`) };
    }
    // At the end `**` stands for everything below.
    const folders = last === '**' ? parts : parts.slice(0, -1);
    return {
      names: this.#namesLike(last),
      folders: folders.map((part) => (part === '**' ? 'any-folders' : this.#namesLike(part))),
    };
  }

  /** Whether some layer has an entry here, or at least something below it. */
  #isListed(node: number): boolean {
    return (
      this.#tree.firstChildren[node] !== 0 ||
      versionsOf(this.#tree, node).some(({ layer, row }) => layer.kinds[row] !== KIND.none)
    );
  }

  #namesLike(part: string): Fitting {
    const glob = new NameGlob(toLower(Buffer.from(part, 'utf8')));
    if (glob.isAnything) return 'any';
    const { ends } = this.#tree.names;
    const bytes = this.#lowerBytes;
    const fitting = new Uint8Array(ends.length);
    // What has to be in the name as it stands finds the few that are worth a closer look.
    const { literal } = glob;
    let at = literal.length === 0 ? -1 : bytes.indexOf(literal);
    for (let id = 0, start = 0; id < ends.length; id++) {
      const end = ends[id] ?? 0;
      if (literal.length === 0) fitting[id] = glob.fits(bytes, start, end) ? 1 : 0;
      else if (at < 0) break;
      else if (at < end) {
        const isInside = at + literal.length <= end;
        if (isInside && glob.fits(bytes, start, end)) fitting[id] = 1;
        // A find across two names says nothing; the next one may begin in the second name.
        at = bytes.indexOf(literal, isInside ? end : at + 1);
        if (at >= 0 && at < end) {
          id -= 1;
          continue;
        }
      }
      start = end;
    }
    return fitting;
  }

  /** Whether the folders from the root to `folder` fit; after a mismatch it goes back to the last `**` only. */
  #liesIn(folder: number, wanted: readonly Fitting[]): boolean {
    const path = folder === 0 ? [] : [...lineageOf(this.#tree, folder).slice(1), folder];
    let [at, part, starPart, starAt] = [0, 0, -1, 0];
    while (at < path.length) {
      const names = wanted[part];
      if (names === 'any-folders') {
        [starPart, starAt] = [part, at];
        part += 1;
      } else if (names !== undefined && this.#isNamed(path[at] ?? 0, names)) {
        part += 1;
        at += 1;
      } else if (starPart >= 0) {
        part = starPart + 1;
        starAt += 1;
        at = starAt;
      } else return false;
    }
    return wanted.slice(part).every((rest) => rest === 'any-folders');
  }

  #isNamed(node: number, names: Fitting): boolean {
    return names === 'any' || names[this.#tree.nameIds[node] ?? 0] === 1;
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

/** A copy without capitals of the Latin alphabet; other bytes stay. */
function toLower(bytes: Uint8Array): Buffer {
  const lower = Buffer.from(bytes);
  for (let at = 0; at < lower.length; at++) {
    const byte = lower[at] ?? 0;
    if (byte >= 0x41 && byte <= 0x5a) lower[at] = byte | 0x20;
  }
  return lower;
}
