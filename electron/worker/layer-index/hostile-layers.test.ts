import { describe, expect, it } from 'vitest';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { LayerProblem } from '../../../shared/contract/image-layers.ts';
import { joinLayers, pathOf, versionsOf } from './image-tree.ts';
import { KIND } from './entry-kind.ts';
import type { LayerIndex } from './layer-index.ts';
import { noise, readLayer, TEST_ENTRY_LIMIT } from './image-maker.ts';
import { packingOf } from './layer-stream.ts';
import { paxEntry, tar, tarEntry, tarHeader, type MadeEntry } from './tar-maker.ts';

const END = Buffer.alloc(1024);
const GOOD = tarEntry({ path: 'good', body: 'x' });

/** Every entry with its size, in the order of the tree. */
function listed(index: LayerIndex): string[] {
  const tree = joinLayers([index]);
  return Array.from(tree.parents.keys())
    .filter((node) => versionsOf(tree, node).some(({ row }) => index.kinds[row] !== KIND.none))
    .map(
      (node) => `${pathOf(tree, node)} ${index.sizesBytes[versionsOf(tree, node)[0]?.row ?? 0]}`,
    );
}

function patched(path: string, patch: (header: Buffer) => void): Buffer {
  return tarHeader({ path, patch });
}

/** Writes a number as binary of 12 bytes. */
function binarySize(header: Buffer, bytes: readonly number[]): void {
  header.fill(0, 124, 136);
  header.set(bytes, 136 - bytes.length);
  header[124] = (header[124] ?? 0) | 0x80;
}

const BROKEN: readonly (readonly [string, Buffer, LayerProblem['code'], number?])[] = [
  ['a sum that is wrong', Buffer.concat([GOOD, spoiled()]), 'corrupt-header', 1024],
  ['a size below zero', patched('a', (h) => binarySize(h, Array(12).fill(0xff))), 'corrupt-header'],
  [
    'a size of 2^63',
    patched('a', (h) => binarySize(h, [0x80, 0, 0, 0, 0, 0, 0, 0])),
    'corrupt-header',
  ],
  ['a size that is no number', patched('a', (h) => h.write('12x4', 124)), 'corrupt-header'],
  ['an owner that is no number', patched('a', (h) => h.write('9999999', 108)), 'corrupt-header'],
  ['one empty block, then more', Buffer.concat([Buffer.alloc(512), GOOD]), 'corrupt-header', 512],
  ['text', Buffer.from('#!/bin/sh\n'.repeat(100)), 'corrupt-header', 0],
  [
    'records that claim 1 GiB',
    tarHeader({ path: 'p', type: 'x', sizeBytes: 2 ** 30 }),
    'header-too-large',
    0,
  ],
  [
    'a long name that claims 400 MB',
    tarHeader({ path: 'p', type: 'L', sizeBytes: 4e8 }),
    'header-too-large',
    0,
  ],
  ['one record of 65 KiB', paxEntry({ comment: 'c'.repeat(65 * 1024) }), 'header-too-large'],
  ['a record of a size below zero', paxEntry({ size: '-5' }), 'corrupt-header'],
  ['a record of a size of 1e309', paxEntry({ size: '1e309' }), 'corrupt-header'],
  ['a record of a size of 2^63', paxEntry({ size: '9223372036854775808' }), 'corrupt-header'],
  ['a record of a path with a zero', paxEntry({ path: 'a\0b' }), 'corrupt-header'],
  ['a record without its end', rawPax('30 path=short\n'), 'corrupt-header'],
  ['a record of no length', rawPax('x path=a\n'), 'corrupt-header'],
  ['a record of length zero', rawPax('0 path=a\n'), 'corrupt-header'],
  ['a record without a key', rawPax('5 abc\n'), 'corrupt-header'],
  ['half a header', Buffer.concat([GOOD, GOOD.subarray(0, 300)]), 'truncated', 1324],
  [
    'half a body',
    tarEntry({ path: 'a', body: 'x'.repeat(2_000) }).subarray(0, 1_000),
    'truncated',
    1000,
  ],
  ['records and nothing after them', paxEntry({ path: 'a' }), 'truncated'],
  ['no end', GOOD, 'no-end-mark', 1024],
  ['nothing at all', Buffer.alloc(0), 'no-end-mark', 0],
  [
    'gzip that is cut',
    gzipSync(tar([{ path: 'a', body: noise(5_000) }])).subarray(0, -900),
    'compression-damaged',
  ],
  [
    'zstd that is cut',
    zstdCompressSync(tar([{ path: 'a', body: noise(5_000) }])).subarray(0, -900),
    'compression-damaged',
  ],
  [
    'gzip that is wrong inside',
    flipped(gzipSync(tar([{ path: 'a', body: noise(5_000) }]))),
    'compression-damaged',
  ],
  ['gzip of gzip', gzipSync(gzipSync(tar([{ path: 'a', body: noise(2_000) }]))), 'corrupt-header'],
  ['xz', Buffer.from('fd377a585a000004', 'hex'), 'compression-unsupported'],
  ['a zstd window of 256 MiB', Buffer.from('28b52ffd0090010000', 'hex'), 'compression-damaged'],
  [
    'too many entries',
    tar(Array.from({ length: TEST_ENTRY_LIMIT + 1 }, (_, i) => ({ path: `f${i}` }))),
    'too-many-entries',
  ],
  [
    'too many implied folders',
    tar(Array.from({ length: 30 }, (_, i) => ({ path: `${i}/${'d/'.repeat(45)}f` }))),
    'too-many-entries',
  ],
];

function spoiled(): Buffer {
  const header = tarHeader({ path: 'bad' });
  header[0] = 0x7a;
  return header;
}
function rawPax(text: string): Buffer {
  const body = Buffer.alloc(512);
  body.write(text);
  return Buffer.concat([tarHeader({ path: 'p', type: 'x', sizeBytes: text.length }), body]);
}
function flipped(bytes: Buffer): Buffer {
  for (let at = 40; at < bytes.length - 20; at += 97) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  return bytes;
}

/** How a layer may be packed; what is wrong inside is the same, and at the same byte. */
const PACKINGS = [
  { packing: 'plain', pack: (bytes: Buffer) => bytes },
  { packing: 'gzip', pack: (bytes: Buffer) => gzipSync(bytes) },
  { packing: 'zstd', pack: (bytes: Buffer) => zstdCompressSync(bytes) },
] as const;

describe.each(PACKINGS)('a $packing layer that is', ({ packing, pack }) => {
  const cases = BROKEN.map(([name, bytes, code, atByte]) => ({ name, bytes, code, atByte })).filter(
    // A layer is packed once.
    ({ code, bytes }) =>
      packing === 'plain' || !(code.startsWith('compression') || isPacked(bytes)),
  );
  it.each(cases)('$name is said to be so', async ({ bytes, code, atByte }) => {
    for (const pieceBytes of packing === 'plain' ? [7, 512, 100_000] : [700]) {
      const { figures } = await readLayer(pack(bytes), pieceBytes);
      expect(figures.problem).toMatchObject({ code, ...(atByte !== undefined && { atByte }) });
    }
  });
});

function isPacked(bytes: Buffer): boolean {
  return packingOf(bytes) !== 'plain';
}

describe('a layer that is', () => {
  it('a bomb stops where no real layer goes', async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024));
    const { figures } = await readLayer(bomb, 16 * 1024);
    expect(figures.problem?.code).toBe('inflates-too-much');
  });
});

const NAMES: readonly (readonly [string, MadeEntry, readonly string[], string?])[] = [
  ['../x', { path: '../x', body: 'a' }, [], 'unsafe-path'],
  ['a/../../x', { path: 'a/../../x', body: 'a' }, [], 'unsafe-path'],
  ['/etc/x', { path: '/etc/x', body: 'a' }, ['etc/x 1']],
  ['a/../b', { path: 'a/../b', body: 'a' }, ['b 1']],
  ['./a//./b', { path: './a//./b', body: 'a' }, ['a/b 1']],
  ['\\..\\x', { path: '\\..\\x', body: 'a' }, ['\\..\\x 1']],
  ['C:\\x', { path: 'C:\\x', body: 'a' }, ['C:\\x 1']],
  ['4,097 bytes', { path: 'n'.repeat(4_097) }, [], 'path-too-long'],
  ['a folder 10,000 deep', { path: 'd/'.repeat(10_000) }, [], 'path-too-long'],
  ['.wh. alone', { path: 'a/.wh.' }, [], 'stray-mark'],
  ['.wh...', { path: 'a/.wh...' }, [], 'stray-mark'],
  ['.wh..wh.x', { path: '.wh..wh.x' }, [], 'stray-mark'],
  [
    '__proto__',
    { path: '__proto__/constructor', body: 'a', pax: { __proto__x: '1' } },
    ['__proto__/constructor 1'],
  ],
  ['a control and a turned name', { path: 'a\x1b[2J\u202egpj.exe' }, ['a\\x1b[2J\\u202egpj.exe 0']],
  [
    'a long name of GNU',
    { path: 'g'.repeat(150), isGnu: true, body: 'ab' },
    [`${'g'.repeat(150)} 2`],
  ],
  ['a record of a path', { path: 'short', pax: { path: 'real/é' }, body: 'a' }, ['real/é 1']],
  ['a record of a size', { path: 'a', body: 'abc', sizeBytes: 0, pax: { size: '3' } }, ['a 3']],
  [
    'a sparse file of today',
    {
      path: 'GNUSparse.0/s',
      body: 'map',
      pax: { 'GNU.sparse.major': '1', 'GNU.sparse.name': 's', 'GNU.sparse.realsize': '5000000' },
    },
    ['s 5000000'],
  ],
  ['a folder that claims a size', { path: 'd/', sizeBytes: 900 }, ['d 0']],
  ['a link that claims a size', { path: 'l', type: '2', link: '/x', sizeBytes: 900 }, ['l 0']],
  ['an unknown type', { path: 'u', type: 'Q', body: 'a' }, ['u 0']],
];

describe.each(PACKINGS)('in a $packing layer a name or entry of', ({ pack }) => {
  const cases = NAMES.map(([name, entry, expected, odd]) => ({ name, entry, expected, odd }));
  it.each(cases)('$name lies where the engine has it', async ({ entry, expected, odd }) => {
    const index = await readLayer(pack(tar([entry, { path: 'last' }])), 700);
    expect(index.figures.problem).toBeUndefined();
    expect(listed(index)).toEqual([...expected, 'last 0']);
    expect(index.figures.entryCount).toBe(2);
    expect(index.figures.oddEntries.map(({ kind }) => kind)).toEqual(
      odd === undefined ? [] : [odd],
    );
  });
});

describe('a name or entry of', () => {
  it('bytes that are no text are told apart', async () => {
    const entries = [0xe9, 0xe8].map((byte) => patched('n', (header) => (header[0] = byte)));
    const index = await readLayer(Buffer.concat([...entries, END]));
    expect(listed(index)).toEqual(['\\xe9 0', '\\xe8 0']);
  });

  it('an old sparse file counts what it unpacks to, and its list goes on for blocks', async () => {
    const header = tarHeader({
      path: 'old',
      type: 'S',
      sizeBytes: 600,
      patch: (block) => {
        block[482] = 1;
        block.write('00000001000\0', 483);
      },
    });
    const more = [Buffer.alloc(512, 1), Buffer.alloc(512)];
    const body = Buffer.alloc(1024, 7);
    const index = await readLayer(Buffer.concat([header, ...more, body, GOOD, END]));
    expect(listed(index)).toEqual(['old 512', 'good 1']);
  });

  it('the last one counts where a name comes twice', async () => {
    const index = await readLayer(
      tar([
        { path: 'a', body: 'one' },
        { path: 'a', body: 'x' },
      ]),
    );
    expect(listed(index)).toEqual(['a 1']);
    expect(index.figures).toMatchObject({ entryCount: 2, sizeBytes: 4 });
  });

  it('what follows the end is ignored', async () => {
    const index = await readLayer(
      Buffer.concat([tar([{ path: 'a' }]), tar([{ path: 'b' }]), noise(99)]),
    );
    expect(index.figures.problem).toBeUndefined();
    expect(listed(index)).toEqual(['a 0']);
  });
});
