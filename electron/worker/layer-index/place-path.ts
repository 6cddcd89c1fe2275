import type { NameTable } from './name-table.ts';
import type { PathTrie } from './path-trie.ts';

const SLASH = 0x2f;
const DOT = 0x2e;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/** Where a path of an archive lies in the tree. */
export interface PathPlace {
  readonly folder: number;
  /** Where the last name begins and ends in the path; the same for the root itself. */
  readonly start: number;
  readonly end: number;
}

/** Finds the places of paths; entries of one folder come together, so the last folder is remembered. */
export class PathPlacer {
  readonly #trie: PathTrie;
  readonly #names: NameTable;
  readonly #folder = new Uint8Array(1 << 13);
  #folderBytes = 0;
  #folderNode = 0;

  constructor(trie: PathTrie, names: NameTable) {
    this.#trie = trie;
    this.#names = names;
  }

  /**
   * Finds or makes the folder of a path, and answers where its last name begins and ends. Undefined for a
   * path that leads out of the root. Slashes in front, doubled ones and dots count for nothing.
   */
  place(path: Uint8Array, length: number): PathPlace | undefined {
    let end = length;
    while (end > 0 && path[end - 1] === SLASH) end -= 1;
    let start = end;
    while (start > 0 && path[start - 1] !== SLASH) start -= 1;
    const isPlain = !isDots(path, start, end);
    if (isPlain && this.#isRemembered(path, start)) return { folder: this.#folderNode, start, end };
    return isPlain && !hasDots(path, start)
      ? { folder: this.#walk(path, start), start, end }
      : this.#placeCleaned(path, end);
  }

  #isRemembered(path: Uint8Array, length: number): boolean {
    if (length !== this.#folderBytes) return false;
    for (let index = length - 1; index >= 0; index--) {
      if (path[index] !== this.#folder[index]) return false;
    }
    return true;
  }

  #walk(path: Uint8Array, length: number): number {
    let node = 0;
    let start = 0;
    for (let index = 0; index < length; index++) {
      if (path[index] !== SLASH) continue;
      const isEmpty = index === start || (index === start + 1 && path[start] === DOT);
      if (!isEmpty) node = this.#trie.child(node, this.#names.intern(path, start, index));
      start = index + 1;
    }
    this.#folder.set(path.subarray(0, length));
    this.#folderBytes = length;
    this.#folderNode = node;
    return node;
  }

  /** The slow way, for paths with dots: first what they mean, as text, then the walk. */
  #placeCleaned(path: Uint8Array, end: number): PathPlace | undefined {
    const kept: { readonly start: number; readonly end: number }[] = [];
    for (let start = 0; start <= end;) {
      let stop = start;
      while (stop < end && path[stop] !== SLASH) stop += 1;
      if (stop - start === 2 && isDots(path, start, stop)) {
        if (kept.pop() === undefined) return undefined;
      } else if (stop > start && !isDots(path, start, stop)) {
        kept.push({ start, end: stop });
      }
      start = stop + 1;
    }
    const last = kept.pop();
    let folder = 0;
    for (const part of kept) {
      folder = this.#trie.child(folder, this.#names.intern(path, part.start, part.end));
    }
    return { folder, start: last?.start ?? end, end: last?.end ?? end };
  }
}

/** `.` or `..`. */
function isDots(path: Uint8Array, start: number, end: number): boolean {
  if (path[start] !== DOT) return false;
  return end - start === 1 || (end - start === 2 && path[start + 1] === DOT);
}

/** Whether some folder of the path is `..`. */
function hasDots(path: Uint8Array, length: number): boolean {
  for (let index = 0; index + 1 < length; index++) {
    const isDouble = path[index] === DOT && path[index + 1] === DOT;
    if (isDouble && (index === 0 || path[index - 1] === SLASH) && path[index + 2] === SLASH) {
      return true;
    }
  }
  return false;
}

/** Whether a path is written as no archive should: from the root, upwards, or as Windows does. */
export function isUnsafePath(path: Uint8Array, length: number): boolean {
  if (path[0] === SLASH || (path[1] === COLON && isLetter(path[0] ?? 0))) return true;
  for (let index = 0; index < length; index++) {
    const byte = path[index];
    if (byte === BACKSLASH) return true;
    const isUpwards =
      byte === DOT && path[index + 1] === DOT && (index === 0 || path[index - 1] === SLASH);
    if (isUpwards && (index + 2 === length || path[index + 2] === SLASH)) return true;
  }
  return false;
}

function isLetter(byte: number): boolean {
  return (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
}
