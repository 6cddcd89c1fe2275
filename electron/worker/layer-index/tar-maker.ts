/** What one entry of a made tar says; everything else is as an ordinary file of root has it. */
export interface MadeEntry {
  readonly path: string;
  /** One character of the header; a file's by default, a folder's where the path ends with a slash. */
  readonly type?: string;
  readonly body?: Uint8Array | string;
  /** What the header states, where that differs from the body's length. */
  readonly sizeBytes?: number;
  readonly link?: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly modifiedAtS?: number;
  /** Records of an extended header in front. */
  readonly pax?: Readonly<Record<string, string>>;
  /** Long names as GNU tar writes them. */
  readonly isGnu?: boolean;
  /** Changes the finished header before its sum is made. */
  readonly patch?: (header: Buffer) => void;
}

const BLOCK_BYTES = 512;

/** A header of one block. The sum is right unless `patch` is given and spoils it afterwards. */
export function tarHeader(entry: MadeEntry): Buffer {
  const header = Buffer.alloc(BLOCK_BYTES);
  const type = entry.type ?? (entry.path.endsWith('/') ? '5' : '0');
  const bodyBytes = Buffer.byteLength(entry.body ?? '');
  header.write(entry.path.slice(0, 100), 0, 'latin1');
  header.write(octal(entry.mode ?? (type === '5' ? 0o755 : 0o644), 8), 100);
  header.write(octal(entry.uid ?? 0, 8), 108);
  header.write(octal(entry.gid ?? 0, 8), 116);
  header.write(octal(entry.sizeBytes ?? bodyBytes, 12), 124);
  header.write(octal(entry.modifiedAtS ?? 1_700_000_000, 12), 136);
  header.write(type, 156);
  header.write((entry.link ?? '').slice(0, 100), 157, 'latin1');
  header.write(entry.isGnu === true ? 'ustar  \0' : 'ustar\x0000', 257, 'latin1');
  entry.patch?.(header);
  return withSum(header);
}

/** Writes a header's sum into it. */
export function withSum(header: Buffer): Buffer {
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** One entry: what comes before its header, the header, and its body, filled up to whole blocks. */
export function tarEntry(entry: MadeEntry): Buffer {
  const parts: Buffer[] = [];
  const path = Buffer.from(entry.path);
  if (entry.isGnu === true && path.length > 100) parts.push(gnuLong('L', entry.path));
  if (entry.isGnu === true && (entry.link ?? '').length > 100) {
    parts.push(gnuLong('K', entry.link ?? ''));
  }
  const records = { ...(entry.isGnu === true ? {} : longRecords(entry)), ...entry.pax };
  if (Object.keys(records).length > 0) parts.push(paxEntry(records));
  const link = Buffer.from(entry.link ?? '').toString('latin1');
  const header = tarHeader({ ...entry, path: path.toString('latin1'), link });
  parts.push(header, filled(entry.body ?? ''));
  return Buffer.concat(parts);
}

function longRecords({ path, link = '' }: MadeEntry): Record<string, string> {
  return {
    ...(Buffer.byteLength(path) > 100 && { path }),
    ...(Buffer.byteLength(link) > 100 && { linkpath: link }),
  };
}

/** A whole tar with its end mark. */
export function tar(entries: readonly MadeEntry[]): Buffer {
  return Buffer.concat([...entries.map(tarEntry), Buffer.alloc(2 * BLOCK_BYTES)]);
}

/** An extended header with these records. */
export function paxEntry(records: Readonly<Record<string, string>>): Buffer {
  const body = Buffer.concat(Object.entries(records).map(([key, value]) => paxRecord(key, value)));
  return Buffer.concat([tarHeader({ path: 'pax', type: 'x', body }), filled(body)]);
}

function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  length = rest + String(length).length;
  return Buffer.from(`${length} ${key}=${value}\n`);
}

function gnuLong(type: 'L' | 'K', text: string): Buffer {
  const body = Buffer.from(`${text}\0`);
  const header = tarHeader({ path: '././@LongLink', type, body, isGnu: true });
  return Buffer.concat([header, filled(body)]);
}

function filled(body: Uint8Array | string): Buffer {
  const bytes = Buffer.from(body);
  const rest = (BLOCK_BYTES - (bytes.length % BLOCK_BYTES)) % BLOCK_BYTES;
  return Buffer.concat([bytes, Buffer.alloc(rest)]);
}

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`;
}
