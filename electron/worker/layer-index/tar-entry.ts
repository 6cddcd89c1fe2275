import { FLAG, KIND } from './entry-kind.ts';
import { FIELD, readNumber, textLength } from './tar-header.ts';
import type { PaxOverrides } from './pax-records.ts';

/** A path's longest, as Linux has it (PATH_MAX). */
export const MAX_PATH_BYTES = 4096;

const SLASH = 0x2f;

/** One entry of a tar. The walker has one of these and fills it anew for each. */
export interface TarEntry {
  /** As written; at most one byte more than a path may have. */
  path: Uint8Array;
  pathBytes: number;
  link: Uint8Array;
  linkBytes: number;
  kind: number;
  /** What a file takes when it is unpacked; 0 for everything else. */
  sizeBytes: number;
  /** What follows the header in the archive. */
  bodyBytes: number;
  mode: number;
  uid: number;
  gid: number;
  modifiedAtMs: number;
  /** Those of `FLAG` that a header tells. */
  flags: number;
}

/** An entry to be filled. */
export function emptyEntry(): TarEntry {
  return {
    path: new Uint8Array(MAX_PATH_BYTES + 1),
    pathBytes: 0,
    link: new Uint8Array(MAX_PATH_BYTES + 1),
    linkBytes: 0,
    kind: KIND.other,
    sizeBytes: 0,
    bodyBytes: 0,
    mode: 0,
    uid: 0,
    gid: 0,
    modifiedAtMs: 0,
    flags: 0,
  };
}

/**
 * Fills an entry from its header and what extended headers before it said. False where a number cannot
 * be read or makes no sense.
 */
export function fillEntry(
  entry: TarEntry,
  block: Uint8Array,
  at: number,
  pax: PaxOverrides,
): boolean {
  const type = block[at + FIELD.type] ?? 0;
  fillPath(entry, block, at, pax);
  fillLink(entry, block, at, pax);
  entry.kind = kindOf(type, entry);
  const size = readNumber(block, at + FIELD.size, FIELD.longNumberBytes);
  const realSize = type === TYPE.gnuSparse ? sparseSize(block, at) : pax.realSizeBytes;
  // What such an entry says of its size is ignored, as engines do: nothing follows it.
  const hasBody = entry.kind === KIND.file || entry.kind === KIND.other;
  entry.bodyBytes = hasBody ? (pax.sizeBytes ?? size) : 0;
  entry.sizeBytes = entry.kind === KIND.file ? (realSize ?? entry.bodyBytes) : 0;
  entry.flags =
    (pax.hasAttributes === true ? FLAG.extendedAttributes : 0) |
    (realSize === undefined ? 0 : FLAG.sparse);
  fillRights(entry, block, at, pax);
  const isSound = Number.isSafeInteger(size) && size >= 0 && entry.sizeBytes >= 0;
  return isSound && !Number.isNaN(entry.uid + entry.gid + entry.modifiedAtMs);
}

function fillRights(entry: TarEntry, block: Uint8Array, at: number, pax: PaxOverrides): void {
  entry.mode = readNumber(block, at + FIELD.mode, FIELD.idBytes) & 0o7777;
  entry.uid = pax.uid ?? readNumber(block, at + FIELD.uid, FIELD.idBytes);
  entry.gid = pax.gid ?? readNumber(block, at + FIELD.gid, FIELD.idBytes);
  entry.modifiedAtMs =
    pax.modifiedAtMs ?? readNumber(block, at + FIELD.modified, FIELD.longNumberBytes) * 1000;
}

/** What a header's type means. Source: POSIX.1-2017, and GNU tar's `tar.h`. */
export const TYPE = {
  oldFile: 0,
  file: 0x30,
  hardlink: 0x31,
  symlink: 0x32,
  characterDevice: 0x33,
  blockDevice: 0x34,
  directory: 0x35,
  fifo: 0x36,
  contiguousFile: 0x37,
  paxGlobal: 0x67,
  paxNext: 0x78,
  gnuLongLink: 0x4b,
  gnuLongName: 0x4c,
  gnuSparse: 0x53,
} as const;

function kindOf(type: number, entry: TarEntry): number {
  switch (type) {
    case TYPE.oldFile:
      // Before there were types, a folder's name ended so.
      return entry.path[entry.pathBytes - 1] === SLASH ? KIND.directory : KIND.file;
    case TYPE.file:
    case TYPE.contiguousFile:
    case TYPE.gnuSparse:
      return KIND.file;
    case TYPE.hardlink:
      return KIND.hardlink;
    case TYPE.symlink:
      return KIND.symlink;
    case TYPE.characterDevice:
      return KIND.characterDevice;
    case TYPE.blockDevice:
      return KIND.blockDevice;
    case TYPE.directory:
      return KIND.directory;
    case TYPE.fifo:
      return KIND.fifo;
    default:
      return KIND.other;
  }
}

function sparseSize(block: Uint8Array, at: number): number {
  return readNumber(block, at + FIELD.sparseRealSize, FIELD.longNumberBytes);
}

function fillPath(entry: TarEntry, block: Uint8Array, at: number, pax: PaxOverrides): void {
  const stated = pax.sparsePath ?? pax.path;
  if (stated !== undefined) {
    entry.pathBytes = copyInto(entry.path, 0, stated, 0, stated.length);
    return;
  }
  let length = 0;
  // GNU tar's own format has other things in this place.
  const isPosix = block[at + FIELD.magic] === 0x75 && block[at + FIELD.magic + 5] === 0;
  if (isPosix) {
    const prefixBytes = textLength(block, at + FIELD.prefix, FIELD.prefixBytes);
    if (prefixBytes > 0) {
      length = copyInto(entry.path, 0, block, at + FIELD.prefix, prefixBytes);
      entry.path[length++] = SLASH;
    }
  }
  const nameBytes = textLength(block, at + FIELD.name, FIELD.nameBytes);
  entry.pathBytes = length + copyInto(entry.path, length, block, at + FIELD.name, nameBytes);
}

function fillLink(entry: TarEntry, block: Uint8Array, at: number, pax: PaxOverrides): void {
  entry.linkBytes =
    pax.linkPath === undefined
      ? copyInto(
          entry.link,
          0,
          block,
          at + FIELD.link,
          textLength(block, at + FIELD.link, FIELD.linkBytes),
        )
      : copyInto(entry.link, 0, pax.linkPath, 0, pax.linkPath.length);
}

/** Copies what there is room for; answers how much that was. Names are short: a loop beats a call. */
function copyInto(
  target: Uint8Array,
  targetAt: number,
  source: Uint8Array,
  sourceAt: number,
  length: number,
): number {
  const copied = Math.min(length, target.length - targetAt);
  for (let index = 0; index < copied; index++) {
    target[targetAt + index] = source[sourceAt + index] ?? 0;
  }
  return copied;
}
