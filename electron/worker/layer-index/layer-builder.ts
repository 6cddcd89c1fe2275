import type { LayerProblem, OddEntries } from '../../../shared/contract/image-layers.ts';
import { NO_METADATA } from '../packages/layer-metadata.ts';
import { FLAG, KIND } from './entry-kind.ts';
import { LayerDamage, layerProblem } from './layer-damage.ts';
import { MAX_ENTRIES, type LayerIndex } from './layer-index.ts';
import { NameTable } from './name-table.ts';
import { PathTrie } from './path-trie.ts';
import { isUnsafePath, PathPlacer } from './place-path.ts';
import { toShownName } from './shown-name.ts';
import { MAX_PATH_BYTES, type TarEntry } from './tar-entry.ts';

/**
 * All different names and link targets of one layer. Real ones have about 20 bytes each; beyond this the
 * worker would need more memory than it may have.
 */
const MAX_NAME_BYTES = 128 * 1024 * 1024;

/** Odd names that are shown; the others are counted. */
const MAX_SAMPLES = 20;
/** Of an odd name that much is shown. */
const MAX_SAMPLE_BYTES = 512;

const WHITEOUT_PREFIX = Buffer.from('.wh.');
const OPAQUE_MARK = Buffer.from('.wh..wh..opq');

/** Builds the index of one layer from its entries. */
export class LayerBuilder {
  readonly #names = new NameTable();
  readonly #trie = new PathTrie();
  readonly #placer = new PathPlacer(this.#trie, this.#names);
  readonly #odd = new Map<OddEntries['kind'], { count: number; readonly samples: string[] }>();
  #columns = columnsFor(1 << 12);
  #entryCount = 0;
  #sizeBytes = 0;
  readonly #maxEntries: number;

  constructor(maxEntries = MAX_ENTRIES) {
    this.#maxEntries = maxEntries;
  }

  /**
   * Takes the next entry. Answers the row of what lies there; undefined for a mark and for what has no place.
   * @throws LayerDamage beyond the limit
   */
  add(entry: TarEntry): number | undefined {
    // A path may imply hundreds of folders, so these count too.
    const isFull =
      this.#entryCount === this.#maxEntries ||
      this.#trie.count > this.#maxEntries ||
      this.#names.usedBytes > MAX_NAME_BYTES;
    if (isFull) {
      throw new LayerDamage(layerProblem('too-many-entries'));
    }
    this.#entryCount += 1;
    this.#sizeBytes += entry.sizeBytes;
    if (entry.pathBytes > MAX_PATH_BYTES) return this.#addOdd('path-too-long', entry);
    const place = this.#placer.place(entry.path, entry.pathBytes);
    if (place === undefined) return this.#addOdd('unsafe-path', entry);
    const { folder, start, end } = place;
    if (startsWith(entry.path, start, end, WHITEOUT_PREFIX)) {
      this.#addMark(entry, folder, start, end);
      return undefined;
    }
    const isRoot = start === end;
    const node = isRoot ? 0 : this.#trie.child(folder, this.#names.intern(entry.path, start, end));
    this.#makeRoom();
    if (!isRoot) this.#markParents(folder);
    this.#fill(node, entry);
    return node;
  }

  /** The index, with what went wrong where something did, and what was found out besides. */
  finish(problem?: LayerProblem, metadata: Uint8Array = NO_METADATA): LayerIndex {
    this.#makeRoom();
    const { parents, names: nameIds } = this.#trie.toColumns();
    const count = parents.length;
    const columns = this.#columns;
    return {
      names: this.#names.toList(),
      parents,
      nameIds,
      kinds: columns.kinds.slice(0, count),
      flags: columns.flags.slice(0, count),
      sizesBytes: columns.sizesBytes.slice(0, count),
      modes: columns.modes.slice(0, count),
      uids: columns.uids.slice(0, count),
      gids: columns.gids.slice(0, count),
      modifiedAtMs: columns.modifiedAtMs.slice(0, count),
      links: columns.links.slice(0, count),
      metadata,
      figures: {
        entryCount: this.#entryCount,
        sizeBytes: this.#sizeBytes,
        ...(problem !== undefined && { problem }),
        oddEntries: [...this.#odd].map(([kind, odd]) => ({ kind, ...odd })),
      },
    };
  }

  /** `.wh.NAME` takes NAME away, and one name of its own takes everything of the folder away. */
  #addMark(entry: TarEntry, folder: number, start: number, end: number): void {
    const nameStart = start + WHITEOUT_PREFIX.length;
    if (startsWith(entry.path, start, end, OPAQUE_MARK) && end - start === OPAQUE_MARK.length) {
      this.#makeRoom();
      this.#markParents(folder);
      this.#addFlag(folder, FLAG.opaque);
    } else if (
      nameStart === end ||
      isOnlyDots(entry.path, nameStart, end) ||
      startsWith(entry.path, nameStart, end, WHITEOUT_PREFIX)
    ) {
      this.#addOdd('stray-mark', entry);
    } else {
      const node = this.#trie.child(folder, this.#names.intern(entry.path, nameStart, end));
      this.#makeRoom();
      this.#markParents(folder);
      this.#addFlag(node, FLAG.whiteout);
    }
  }

  #fill(node: number, entry: TarEntry): void {
    const columns = this.#columns;
    const unsafe = isUnsafePath(entry.path, entry.pathBytes) ? FLAG.unsafeName : 0;
    const repeated = columns.kinds[node] === KIND.none ? 0 : FLAG.repeated;
    const kept = (columns.flags[node] ?? 0) & ~(FLAG.extendedAttributes | FLAG.sparse);
    columns.flags[node] = kept | entry.flags | unsafe | repeated;
    columns.kinds[node] = entry.kind;
    columns.sizesBytes[node] = entry.sizeBytes;
    columns.modes[node] = entry.mode;
    columns.uids[node] = entry.uid;
    columns.gids[node] = entry.gid;
    columns.modifiedAtMs[node] = entry.modifiedAtMs;
    const isLink = entry.kind === KIND.symlink || entry.kind === KIND.hardlink;
    columns.links[node] = isLink ? this.#names.intern(entry.link, 0, entry.linkBytes) + 1 : 0;
  }

  #markParents(folder: number): void {
    let node = folder;
    while (((this.#columns.flags[node] ?? 0) & FLAG.parent) === 0) {
      this.#addFlag(node, FLAG.parent);
      node = this.#trie.parentOf(node);
    }
  }

  #addFlag(node: number, flag: number): void {
    this.#columns.flags[node] = (this.#columns.flags[node] ?? 0) | flag;
  }

  #addOdd(kind: OddEntries['kind'], entry: TarEntry): undefined {
    const odd = this.#odd.get(kind) ?? { count: 0, samples: [] };
    odd.count += 1;
    if (odd.samples.length < MAX_SAMPLES) {
      const shownBytes = Math.min(entry.pathBytes, MAX_SAMPLE_BYTES);
      odd.samples.push(toShownName(entry.path.subarray(0, shownBytes)));
    }
    this.#odd.set(kind, odd);
  }

  #makeRoom(): void {
    const { count } = this.#trie;
    if (count > this.#columns.kinds.length)
      this.#columns = columnsFor(Math.ceil(count * 1.5), this.#columns);
  }
}

/** The columns of an index while it grows. */
type Columns = Pick<
  LayerIndex,
  'kinds' | 'flags' | 'sizesBytes' | 'modes' | 'uids' | 'gids' | 'modifiedAtMs' | 'links'
>;

function columnsFor(length: number, former?: Columns): Columns {
  const columns = {
    kinds: new Uint8Array(length),
    flags: new Uint8Array(length),
    sizesBytes: new Float64Array(length),
    modes: new Uint16Array(length),
    uids: new Uint32Array(length),
    gids: new Uint32Array(length),
    modifiedAtMs: new Float64Array(length),
    links: new Uint32Array(length),
  };
  if (former !== undefined) {
    columns.kinds.set(former.kinds);
    columns.flags.set(former.flags);
    columns.sizesBytes.set(former.sizesBytes);
    columns.modes.set(former.modes);
    columns.uids.set(former.uids);
    columns.gids.set(former.gids);
    columns.modifiedAtMs.set(former.modifiedAtMs);
    columns.links.set(former.links);
  }
  return columns;
}

function startsWith(path: Uint8Array, start: number, end: number, prefix: Uint8Array): boolean {
  if (end - start < prefix.length) return false;
  for (let index = 0; index < prefix.length; index++) {
    if (path[start + index] !== prefix[index]) return false;
  }
  return true;
}

function isOnlyDots(path: Uint8Array, start: number, end: number): boolean {
  return end - start <= 2 && path.subarray(start, end).every((byte) => byte === 0x2e);
}
