import type { EntryFlag, EntryKind } from '../../../shared/contract/layer.ts';

/** What lies at a path, as an index stores it: one byte. */
export const KIND = {
  /** Nothing of its own: a folder that only a longer path implies, or a mark alone. */
  none: 0,
  file: 1,
  directory: 2,
  symlink: 3,
  hardlink: 4,
  characterDevice: 5,
  blockDevice: 6,
  fifo: 7,
  other: 8,
} as const;

const KIND_WORDS: readonly EntryKind[] = [
  'directory',
  'file',
  'directory',
  'symlink',
  'hardlink',
  'character-device',
  'block-device',
  'fifo',
  'other',
];

/** The highest number that a kind may have. */
export const LAST_KIND = KIND_WORDS.length - 1;

/** What else an index stores of a path: bits of one byte. */
export const FLAG = {
  /** This layer removes what the layers below have here. */
  whiteout: 1,
  /** This layer removes what the layers below have in this folder. */
  opaque: 2,
  unsafeName: 4,
  extendedAttributes: 8,
  sparse: 16,
  repeated: 32,
  /** The layer has something below this path. */
  parent: 64,
} as const;

/** Bits of a file's mode that let whoever runs it act as its owner or group. */
const SET_ID_BITS = 0o6000;

/** A kind's word. */
export function toKindWord(kind: number): EntryKind {
  return KIND_WORDS[kind] ?? 'other';
}

/** Words for what is remarkable about an entry. */
export function toFlagWords(flags: number, mode: number): EntryFlag[] {
  const words: EntryFlag[] = [];
  if ((flags & FLAG.unsafeName) !== 0) words.push('unsafe-name');
  if ((flags & FLAG.extendedAttributes) !== 0) words.push('extended-attributes');
  if ((flags & FLAG.sparse) !== 0) words.push('sparse');
  if ((mode & SET_ID_BITS) !== 0) words.push('set-id');
  if ((flags & FLAG.repeated) !== 0) words.push('repeated');
  if ((flags & FLAG.opaque) !== 0) words.push('opaque');
  return words;
}

/** Whether an entry of this kind hides everything that the layers below have at its path. */
export function replacesFolder(kind: number): boolean {
  return kind !== KIND.none && kind !== KIND.directory;
}
