import { latin1Of } from './shown-name.ts';

/** What extended headers may say of the entry that follows. Absent: its own header counts. */
export interface PaxOverrides {
  path?: Uint8Array;
  /** A sparse file's own name; its `path` is made up for readers that know no sparse files. */
  sparsePath?: Uint8Array;
  linkPath?: Uint8Array;
  sizeBytes?: number;
  uid?: number;
  gid?: number;
  modifiedAtMs?: number;
  /** What a sparse file takes when it is unpacked. */
  realSizeBytes?: number;
  hasAttributes?: boolean;
}

/** One record may be that long: names have 4 KiB, access lists and capabilities far less than this. */
const MAX_RECORD_BYTES = 64 * 1024;

const SPACE = 0x20;
const EQUALS = 0x3d;
const NEW_LINE = 0x0a;
const ATTRIBUTE_PREFIXES = ['SCHILY.xattr.', 'SCHILY.acl.', 'LIBARCHIVE.xattr.'] as const;

/**
 * Reads the records of one extended header into `overrides`. Answers what is wrong with it:
 * `corrupt` for what is no record, `too-large` for one that no writer writes.
 */
export function readPaxRecords(
  bytes: Uint8Array,
  overrides: PaxOverrides,
): 'corrupt' | 'too-large' | undefined {
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(SPACE, at);
    const length = space < 0 || space - at > 10 ? Number.NaN : wholeNumber(bytes, at, space);
    if (Number.isNaN(length) || at + length > bytes.length) return 'corrupt';
    if (length > MAX_RECORD_BYTES) return 'too-large';
    const end = at + length - 1;
    const equals = bytes.indexOf(EQUALS, space);
    if (end <= space || equals < 0 || equals >= end || bytes[end] !== NEW_LINE) return 'corrupt';
    const key = latin1Of(bytes, space + 1, equals);
    if (!take(key, bytes.subarray(equals + 1, end), overrides)) return 'corrupt';
    at = end + 1;
  }
  return undefined;
}

/** False for a value that its key does not allow. */
function take(key: string, value: Uint8Array, overrides: PaxOverrides): boolean {
  switch (key) {
    case 'path':
      if (value.length > 0) overrides.path = value.slice();
      return !value.includes(0);
    case 'GNU.sparse.name':
      if (value.length > 0) overrides.sparsePath = value.slice();
      return !value.includes(0);
    case 'linkpath':
      if (value.length > 0) overrides.linkPath = value.slice();
      return !value.includes(0);
    case 'size':
      return takeNumber(value, (number) => (overrides.sizeBytes = number));
    case 'GNU.sparse.size':
    case 'GNU.sparse.realsize':
      return takeNumber(value, (number) => (overrides.realSizeBytes = number));
    case 'uid':
      return takeNumber(value, (number) => (overrides.uid = number));
    case 'gid':
      return takeNumber(value, (number) => (overrides.gid = number));
    case 'mtime':
      return takeTime(value, overrides);
    default:
      if (ATTRIBUTE_PREFIXES.some((prefix) => key.startsWith(prefix))) {
        overrides.hasAttributes = true;
      }
      return true;
  }
}

function takeNumber(value: Uint8Array, set: (number: number) => void): boolean {
  // An empty value takes an earlier one back; there is none for the one entry that these are for.
  if (value.length === 0) return true;
  const number = wholeNumber(value, 0, value.length);
  if (Number.isNaN(number)) return false;
  set(number);
  return true;
}

function takeTime(value: Uint8Array, overrides: PaxOverrides): boolean {
  if (value.length === 0) return true;
  const text = latin1Of(value, 0, value.length);
  if (!/^-?\d{1,15}(?:\.\d*)?$/.test(text)) return false;
  overrides.modifiedAtMs = Math.floor(Number(text) * 1000);
  return true;
}

/** Digits only, and no more than a number holds exactly. */
function wholeNumber(bytes: Uint8Array, start: number, end: number): number {
  let value = start < end ? 0 : Number.NaN;
  for (let index = start; index < end; index++) {
    const digit = (bytes[index] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return Number.isSafeInteger(value) ? value : Number.NaN;
}
