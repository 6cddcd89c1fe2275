import type { StatedPackage } from './layer-metadata.ts';
import { optional } from './parse-system-packages.ts';
import { statedBytes, statedText, toText } from './stated-text.ts';

/** Tags of an RPM header. Source: rpm's `rpmtag.h`. */
const TAG = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  sizeBytes: 1009,
  licence: 1014,
  architecture: 1022,
  sourceRpm: 1044,
  longSizeBytes: 5009,
} as const;
const WANTED: ReadonlySet<number> = new Set(Object.values(TAG));

const INT32 = 4;
const INT64 = 5;
const STRING = 6;
/** One text in several languages: the first stands for all. */
const I18N_STRING = 9;

/** An entry of the header's index: tag, type, offset and count. */
const ENTRY_BYTES = 16;
const START_BYTES = 8;
/** Real headers have about 100 entries. */
const MAX_ENTRIES = 65_536;

/** A package by its header, as the database holds it: without the magic that files have. */
export function readRpmHeader(blob: Uint8Array): StatedPackage | undefined {
  const values = valuesOf(Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength));
  const name = statedText(values.get(TAG.name));
  const version = statedText(values.get(TAG.version));
  const release = statedText(values.get(TAG.release));
  if (name === undefined || version === undefined) return undefined;
  const epoch = values.get(TAG.epoch);
  const whole = `${epoch === undefined ? '' : `${epoch}:`}${version}${release === undefined ? '' : `-${release}`}`;
  const licence = statedText(values.get(TAG.licence));
  const size = values.get(TAG.longSizeBytes) ?? values.get(TAG.sizeBytes);
  return {
    name,
    version: whole,
    ...optional('architecture', statedText(values.get(TAG.architecture))),
    ...optional('source', sourceOf(values.get(TAG.sourceRpm), name)),
    ...(licence !== undefined && { licences: [licence] }),
    ...optional('sizeBytes', size === undefined ? undefined : statedBytes(size)),
  };
}

function valuesOf(blob: Buffer): ReadonlyMap<number, string | number> {
  const values = new Map<number, string | number>();
  if (blob.length < START_BYTES) return values;
  const count = blob.readUInt32BE(0);
  const dataAt = START_BYTES + count * ENTRY_BYTES;
  if (count > MAX_ENTRIES || dataAt > blob.length) return values;
  for (let at = START_BYTES; at < dataAt; at += ENTRY_BYTES) {
    const tag = blob.readUInt32BE(at);
    if (!WANTED.has(tag)) continue;
    const value = valueOf(blob, blob.readUInt32BE(at + 4), dataAt + blob.readUInt32BE(at + 8));
    if (value !== undefined) values.set(tag, value);
  }
  return values;
}

function valueOf(blob: Buffer, type: number, at: number): string | number | undefined {
  if (at >= blob.length) return undefined;
  if (type === STRING || type === I18N_STRING) {
    const end = blob.indexOf(0, at);
    return toText(blob.subarray(at, end < 0 ? blob.length : end));
  }
  if (type === INT32 && at + 4 <= blob.length) return blob.readUInt32BE(at);
  if (type === INT64 && at + 8 <= blob.length) return Number(blob.readBigUInt64BE(at));
  return undefined;
}

/** `openssl-3.0.7-27.el9.src.rpm` names what it was built from. */
function sourceOf(file: string | number | undefined, name: string): StatedPackage['source'] {
  const match = /^(.+)-([^-]+-[^-]+)\.(?:no)?src\.rpm$/.exec(statedText(file) ?? '');
  const source = statedText(match?.[1]);
  const version = statedText(match?.[2]);
  if (source === undefined || version === undefined || source === name) return undefined;
  return { name: source, version };
}
