import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

// Electron's Node shows an archive as a folder; here it is looked at as the file that it is.
Reflect.set(process, 'noAsar', true);

/** A packaged app as it lies on the disk. */
export interface PackageContents {
  /** Every file beside and below the program, by its path there. */
  readonly files: readonly string[];
  readonly worldWritable: readonly string[];
  readonly archive: {
    readonly paths: readonly string[];
    readonly text: string;
    readonly sha256: string;
  };
  readonly archiveBytes: number;
  /** Electron's fuses, in its own order: `0` off, `1` on, `r` removed. */
  readonly fuses: readonly string[];
}

/** Reads what electron-builder unpacked into a folder. */
export function readPackage(directory: string): PackageContents {
  const found = readdirSync(directory, { recursive: true, withFileTypes: true });
  const all = found.map((entry) => join(entry.parentPath, entry.name));
  const archive = readFileSync(join(directory, 'resources', 'app.asar'));
  // Four numbers come before the list of files: the last of them is its length.
  const listing: unknown = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12)));
  return {
    files: found
      .filter((entry) => entry.isFile())
      .map((entry) => relative(directory, join(entry.parentPath, entry.name))),
    worldWritable: all.filter((path) => (statSync(path).mode & 0o002) !== 0),
    archive: {
      paths: archivedPaths(listing),
      text: archive.toString('latin1'),
      sha256: createHash('sha256').update(archive).digest('hex'),
    },
    archiveBytes: archive.byteLength,
    fuses: readFuses(readFileSync(join(directory, 'berth'))),
  };
}

function archivedPaths(entry: unknown, path = ''): string[] {
  const children: unknown = Reflect.get(Object(entry), 'files');
  if (children === undefined) return [path];
  return Object.entries(Object(children)).flatMap(([name, child]) =>
    archivedPaths(child, `${path}/${name}`),
  );
}

/** The text that Electron leaves in its program for tools to find the fuses by. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

function readFuses(program: Buffer): string[] {
  const at = program.indexOf(FUSE_SENTINEL);
  if (at < 0) throw new Error('the program has no fuses');
  // A byte for the version, one for the count, then one for each fuse.
  const count = program[at + FUSE_SENTINEL.length + 1] ?? 0;
  const first = at + FUSE_SENTINEL.length + 2;
  return Array.from(program.subarray(first, first + count), (code) => String.fromCharCode(code));
}
