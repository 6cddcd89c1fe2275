import { crc32 } from 'node:zlib';
import * as z from 'zod';
import { LayerProblemSchema, OddEntriesSchema } from '../../../shared/contract/image-layers.ts';
import { LAST_KIND } from './entry-kind.ts';
import type { LayerFigures, LayerIndex } from './layer-index.ts';

/** First bytes of a file; the number goes up whenever the format or the meaning of a column changes. */
const MAGIC = Buffer.from('berth layer index 2\n\n\n\n\n');
const ALIGNMENT_BYTES = 8;
const CHECKSUM_BYTES = 8;

const HeadSchema = z.strictObject({
  figures: z.strictObject({
    entryCount: z.number(),
    sizeBytes: z.number(),
    problem: LayerProblemSchema.optional(),
    oddEntries: z.array(OddEntriesSchema),
  }),
  rowCount: z.number().int().min(1),
  nameCount: z.number().int().min(0),
  nameBytes: z.number().int().min(0),
  metadataBytes: z.number().int().min(0),
});
type Head = z.infer<typeof HeadSchema>;

/** The columns in the order of the file, widest first so that each lies where its type may. */
function columnsOf(index: LayerIndex): readonly Uint8Array[] {
  const { names } = index;
  const columns = [
    index.sizesBytes,
    index.modifiedAtMs,
    index.parents,
    index.nameIds,
    index.uids,
    index.gids,
    index.links,
    names.ends,
    index.modes,
    index.kinds,
    index.flags,
    names.bytes,
    index.metadata,
  ];
  return columns.map(
    (column) => new Uint8Array(column.buffer, column.byteOffset, column.byteLength),
  );
}

/** An index as the parts of a file: head, columns, checksum. Little-endian, as every machine that runs this. */
export function toLayerFile(index: LayerIndex): Uint8Array[] {
  const head: Head = {
    figures: toPlainFigures(index.figures),
    rowCount: index.parents.length,
    nameCount: index.names.ends.length,
    nameBytes: index.names.bytes.length,
    metadataBytes: index.metadata.length,
  };
  const text = Buffer.from(JSON.stringify(head));
  const headBytes = roundUp(text.length);
  const start = Buffer.alloc(MAGIC.length + ALIGNMENT_BYTES + headBytes, ' ');
  start.set(MAGIC);
  start.writeDoubleLE(headBytes, MAGIC.length);
  start.set(text, MAGIC.length + ALIGNMENT_BYTES);
  const parts: Uint8Array[] = [start, ...columnsOf(index)];
  let sum = 0;
  for (const part of parts) sum = crc32(part, sum);
  const end = Buffer.alloc(CHECKSUM_BYTES);
  end.writeUInt32LE(sum);
  return [...parts, end];
}

/** Reads such a file; undefined for anything that is none, whole and unchanged. */
export function fromLayerFile(file: Uint8Array): LayerIndex | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const headAt = MAGIC.length + ALIGNMENT_BYTES;
  if (bytes.length < headAt + CHECKSUM_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    return undefined;
  }
  const endAt = bytes.length - CHECKSUM_BYTES;
  if (crc32(bytes.subarray(0, endAt)) !== bytes.readUInt32LE(endAt)) return undefined;
  const headBytes = bytes.readDoubleLE(MAGIC.length);
  const head = readHead(bytes.subarray(headAt, headAt + headBytes));
  return head === undefined ? undefined : readColumns(bytes, headAt + headBytes, endAt, head);
}

function readHead(bytes: Buffer): Head | undefined {
  try {
    return HeadSchema.safeParse(JSON.parse(bytes.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

function readColumns(
  bytes: Buffer,
  startAt: number,
  endAt: number,
  head: Head,
): LayerIndex | undefined {
  const { rowCount, nameCount, nameBytes, metadataBytes } = head;
  const ROW_BYTES = 8 + 8 + 4 * 5 + 2 + 1 + 1;
  const columnBytes = rowCount * ROW_BYTES + nameCount * 4 + nameBytes;
  if (startAt + columnBytes + metadataBytes !== endAt) return undefined;
  // Typed arrays need their place in memory aligned, whatever slab the file was read into.
  const buffer = bytes.buffer.slice(bytes.byteOffset + startAt, bytes.byteOffset + endAt);
  let offset = 0;
  const next = (widthBytes: number, count: number): [ArrayBuffer, number, number] => {
    const place: [ArrayBuffer, number, number] = [buffer as ArrayBuffer, offset, count];
    offset += widthBytes * count;
    return place;
  };
  const sizesBytes = new Float64Array(...next(8, rowCount));
  const modifiedAtMs = new Float64Array(...next(8, rowCount));
  const parents = new Uint32Array(...next(4, rowCount));
  const nameIds = new Uint32Array(...next(4, rowCount));
  const uids = new Uint32Array(...next(4, rowCount));
  const gids = new Uint32Array(...next(4, rowCount));
  const links = new Uint32Array(...next(4, rowCount));
  const ends = new Uint32Array(...next(4, nameCount));
  const modes = new Uint16Array(...next(2, rowCount));
  const kinds = new Uint8Array(...next(1, rowCount));
  const flags = new Uint8Array(...next(1, rowCount));
  const names = { bytes: new Uint8Array(...next(1, nameBytes)), ends };
  const metadata = new Uint8Array(...next(1, metadataBytes));
  const figures = toPlainFigures(head.figures);
  const columns = { sizesBytes, modifiedAtMs, parents, nameIds, uids, gids, links };
  const index = { ...columns, modes, kinds, flags, names, metadata, figures };
  return isSound(index) ? index : undefined;
}

/** A file with the right sum may still have been made by someone else: nothing in it may lead astray. */
function isSound(index: LayerIndex): boolean {
  const { ends, bytes } = index.names;
  for (let id = 1; id < ends.length; id++) {
    if (at(ends, id) < at(ends, id - 1)) return false;
  }
  if (ends.length > 0 && at(ends, ends.length - 1) > bytes.length) return false;
  for (let row = 1; row < index.parents.length; row++) if (!isSoundRow(index, row)) return false;
  return true;
}

function isSoundRow(index: LayerIndex, row: number): boolean {
  const nameCount = index.names.ends.length;
  return (
    at(index.parents, row) < row &&
    at(index.nameIds, row) < nameCount &&
    at(index.links, row) <= nameCount &&
    at(index.kinds, row) <= LAST_KIND &&
    at(index.sizesBytes, row) >= 0
  );
}

function at(numbers: Uint32Array | Uint8Array | Float64Array, place: number): number {
  return numbers[place] ?? Number.NaN;
}

function toPlainFigures(figures: Head['figures'] | LayerFigures): Head['figures'] & LayerFigures {
  const { entryCount, sizeBytes, problem, oddEntries } = figures;
  return {
    entryCount,
    sizeBytes,
    ...(problem !== undefined && { problem }),
    oddEntries: [...oddEntries].map((odd) => ({ ...odd, samples: [...odd.samples] })),
  };
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
}
