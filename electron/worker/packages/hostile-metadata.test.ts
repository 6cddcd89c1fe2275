import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KIND } from '../layer-index/entry-kind.ts';
import { emptyEntry } from '../layer-index/tar-entry.ts';
import { fromMetadataBytes, toMetadataBytes, type LayerMetadata } from './layer-metadata.ts';
import { MetadataCapture } from './metadata-capture.ts';
import { readRpmDatabase } from './read-rpm-database.ts';

/** What a layer's metadata says that holds these files; it must survive being written down. */
function captured(
  files: Readonly<Record<string, string | Uint8Array>>,
  limits?: ConstructorParameters<typeof MetadataCapture>[0],
): LayerMetadata {
  const capture = new MetadataCapture(limits);
  for (const [row, [path, body]] of Object.entries(files).entries()) {
    const bytes = Buffer.from(body);
    const entry = emptyEntry();
    entry.pathBytes = entry.path.length < path.length ? 0 : Buffer.from(path).copy(entry.path);
    entry.kind = KIND.file;
    entry.sizeBytes = bytes.length;
    entry.bodyBytes = bytes.length;
    if (!capture.add(entry, row + 1)) continue;
    for (let at = 0; at < bytes.length; at += 70_000) capture.take(bytes.subarray(at, at + 70_000));
    capture.end();
  }
  const found = capture.finish();
  expect(fromMetadataBytes(toMetadataBytes(found))).toEqual(found);
  return found;
}

function namesOf({ files }: LayerMetadata): string[] {
  return files.flatMap(({ content }) =>
    content.kind === 'packages' ? content.packages.map(({ name }) => name) : [],
  );
}

const PATHS = [
  'var/lib/dpkg/status',
  'var/lib/dpkg/status.d/x',
  'lib/apk/db/installed',
  'var/lib/rpm/rpmdb.sqlite',
  'a/x-1.dist-info/METADATA',
  'a/x-1.dist-info/RECORD',
  'a/x.egg-info/PKG-INFO',
  'opt/conda/conda-meta/x.json',
  'a/node_modules/x/package.json',
  'usr/share/doc/x/copyright',
  'usr/local/cuda/version.json',
  'etc/os-release',
];

/** What somebody may have put there; each at every place. */
const BODIES: readonly (readonly [string, () => string | Uint8Array])[] = [
  ['nothing', () => ''],
  ['noise', () => randomBytes(20_000)],
  [
    'half a character',
    () => Buffer.from([0x4e, 0x61, 0x6d, 0x65, 0x3a, 0x20, 0xff, 0xc3, 0x28, 0x0a]),
  ],
  ['lists in lists', () => '['.repeat(500_000)],
  ['objects in objects', () => `${'{"name":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  [
    'names of prototypes',
    () => '{"__proto__":{"name":"evil","version":"1"},"constructor":{"prototype":{"x":1}}}',
  ],
  [
    'numbers for words',
    () =>
      '{"name":1,"version":[2],"license":{"type":{"type":3}},"licenses":"x","paths_data":{"paths":[null]}}',
  ],
  [
    'a million empty things',
    () => `{"name":"x","version":"1","paths_data":{"paths":[${'{},'.repeat(1_000_000)}{}]}}`,
  ],
  ['half a pair', () => String.raw`{"name":"\ud800","version":"\udfff"}`],
  ['one long line', () => `Package: ${'x'.repeat(900_000)}`],
  ['only commas', () => ','.repeat(900_000)],
  ['only line ends', () => '\n'.repeat(900_000)],
  ['only spaces', () => ' '.repeat(900_000)],
  ['colons', () => `${':'.repeat(450_000)}\n:\n`],
  [
    'fields of prototypes',
    () =>
      'Package: __proto__\nVersion: 1\nStatus: install ok installed\n\nP:__proto__\nV:constructor\n\nName: __proto__\nVersion: 1\n',
  ],
  ['classifiers', () => `Name: x\nVersion: 1\nClassifier: License :: ${':: '.repeat(80_000)}\n`],
  ['a format and no end', () => `Format: x\nLicense:${' '.repeat(400_000)}x`],
  [
    'a database’s beginning',
    () => Buffer.concat([Buffer.from('SQLite format 3\0'), randomBytes(40_000)]),
  ],
];

describe.each(BODIES)('metadata of %s', (_name, make) => {
  it('neither hangs nor fails, wherever it lies', () => {
    for (const path of PATHS) {
      const { files } = captured({ [path]: make() });
      for (const { content } of files) {
        expect(['packages', 'licences', 'component', 'system', 'gap']).toContain(content.kind);
      }
    }
    expect(({} as Record<string, unknown>)['name']).toBeUndefined();
  });
});

describe('limits', () => {
  const LIMITS = { layerBytes: 10_000_000, packageCount: 100, fileCount: 50 };

  it('of packages hold for one file of a million and for many files, and are said', () => {
    const many = captured({
      'var/lib/dpkg/status': 'Package: p\nVersion: 1\n\n'.repeat(1_000_000),
    });
    expect(namesOf(many)).toHaveLength(50_000);
    expect(many.gaps.map(({ code }) => code)).toEqual(['too-many']);
    const paragraphs = Array.from({ length: 101 }, (_, at) => `Package: p${at}\nVersion: 1\n`);
    const small = captured({ 'var/lib/dpkg/status': paragraphs.join('\n') }, LIMITS);
    expect(namesOf(small)).toHaveLength(100);
    expect(small.gaps).toHaveLength(1);
    expect(
      captured({ 'var/lib/dpkg/status': paragraphs.slice(0, 100).join('\n') }, LIMITS).gaps,
    ).toEqual([]);
  });

  it('of files and of bytes hold, and are said', () => {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [
        `node_modules/p${at}/package.json`,
        JSON.stringify({ name: `p${at}`, version: '1' }),
      ]),
    );
    const found = captured(files, LIMITS);
    expect(namesOf(found)).toHaveLength(50);
    expect(found.gaps.map(({ code }) => code)).toEqual(['too-many']);
    expect(captured(files, { ...LIMITS, layerBytes: 60 }).gaps[0]?.code).toBe('too-large');
  });

  it('of one file hold: what is larger than any real one is a gap, a long description is not', () => {
    const large = captured({
      'node_modules/p/package.json': `{"name":"${'x'.repeat(1_100_000)}"}`,
    });
    expect(large.files[0]?.content).toMatchObject({ kind: 'gap', code: 'too-large' });
    const wordy = captured({
      'a/x-1.dist-info/METADATA': `Name: x\nVersion: 1\n\n${'word '.repeat(200_000)}`,
    });
    expect(namesOf(wordy)).toEqual(['x']);
  });
});

describe('an RPM database', () => {
  it('of any mutation is read or refused, and never read for ever', () => {
    const page = 4096;
    const file = Buffer.alloc(page * 3);
    file.write('SQLite format 3\0', 0, 'latin1');
    file.writeUInt16BE(page, 16);
    // The master table on page 1 and one interior page that points at itself.
    file[100] = 13;
    file.writeUInt16BE(1, 103);
    file.writeUInt16BE(1_000, 108);
    const record = Buffer.from([6, 23, 29, 29, 1, 0, ...Buffer.from('tablePackagesPackages'), 2]);
    file.set([record.length, 1, ...record], 1_000);
    file[page] = 5;
    file.writeUInt16BE(2, page + 3);
    file.writeUInt32BE(2, page + 8);
    file.writeUInt16BE(100, page + 12);
    file.writeUInt32BE(2, page + 100);
    expect(readRpmDatabase(file, 10)).toEqual([]);
    for (let round = 0; round < 1_000; round++) {
      const mutant = Buffer.from(file);
      const seed = randomBytes(12);
      for (let at = 0; at + 2 < seed.length; at += 3) {
        mutant[seed.readUInt16BE(at) % (page + 200)] = seed[at + 2] ?? 0;
      }
      const read = readRpmDatabase(mutant, 10);
      expect(read === undefined || read.length <= 11).toBe(true);
    }
  });
});
