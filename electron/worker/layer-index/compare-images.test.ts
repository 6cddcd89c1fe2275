import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { comparisonContract } from '../../../shared/contract/comparison.ts';
import { makeImage, memorySource, type MadeImage } from './image-maker.ts';
import { LayerLibrary } from './layer-library.ts';
import type { MadeEntry } from './tar-maker.ts';

const BASE: readonly MadeEntry[] = [
  { path: 'etc/' },
  { path: 'etc/same', body: 'same' },
  { path: 'etc/touched', body: 'x', modifiedAtS: 1 },
  { path: 'etc/grown', body: 'x' },
  { path: 'etc/link', type: '2', link: 'same' },
  { path: 'opt/old/a', body: 'aaa' },
  { path: 'opt/old/deep/b', body: 'bb' },
];
const OTHER: readonly MadeEntry[] = [
  { path: 'etc/' },
  { path: 'etc/same', body: 'same' },
  { path: 'etc/touched', body: 'y', modifiedAtS: 2 },
  { path: 'etc/grown', body: 'x'.repeat(100) },
  { path: 'etc/link', type: '2', link: 'grown' },
  { path: 'srv/new/c', body: 'c'.repeat(9) },
];
const ALL = ['added', 'removed', 'changed', 'touched'] as const;

const signal = new AbortController().signal;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'berth-compare-'));
});
afterEach(async () => await rm(directory, { recursive: true }));

async function compared(
  images: readonly [MadeImage, MadeImage],
  wish: { readonly changes?: readonly (typeof ALL)[number][]; readonly text?: string } = {},
) {
  const library = new LayerLibrary(directory);
  for (const image of images) {
    for await (const _ of library.read('x', memorySource(image), signal));
  }
  const [before, after] = images;
  const input = comparisonContract.files.input.parse({
    beforeId: before.described.id,
    afterId: after.described.id,
    changes: wish.changes ?? ALL,
    text: wish.text ?? '',
    limit: 100,
  });
  const answer = comparisonContract.files.output.parse(await library.compare(input));
  return { library, answer };
}

it('tells what one image has and the other has not, the largest difference first', async () => {
  const one = makeImage([BASE], { kind: 'oci' });
  const other = makeImage([OTHER], { kind: 'oci' });
  const { answer } = await compared([one, other]);
  expect(answer.rows.map((row) => [row.change, row.path, row.fileCount, row.isFolder])).toEqual([
    ['changed', 'etc/grown', 1, false],
    ['added', 'srv', 1, true],
    ['removed', 'opt', 2, true],
    ['changed', 'etc/link', 1, false],
    ['touched', 'etc/touched', 1, false],
  ]);
  expect(answer.totals).toMatchObject({
    added: { fileCount: 1, afterBytes: 9 },
    removed: { fileCount: 2, beforeBytes: 5 },
    changed: { fileCount: 2, beforeBytes: 1, afterBytes: 100 },
  });
  const { answer: filtered } = await compared([one, other], {
    changes: ['changed'],
    text: 'GROWN',
  });
  expect(filtered.rows.map(({ path }) => path)).toEqual(['etc/grown']);
});

it('leads to the content on both sides', async () => {
  const one = makeImage([BASE], { kind: 'oci' });
  const other = makeImage([[{ path: 'first', body: '1' }], OTHER], { kind: 'oci' });
  const { library, answer } = await compared([one, other], { text: 'grown' });
  const [row] = answer.rows;
  expect(row).toMatchObject({ before: { position: 0 }, after: { position: 1 } });
  if (row?.before === undefined || row.after === undefined) throw new Error('no versions');
  const source = memorySource(other);
  const shown: unknown[] = [];
  for await (const step of library.files.view(row.after, source, signal)) shown.push(step);
  expect(shown.at(-1)).toMatchObject({ sizeBytes: 100 });
});

it('finds nothing between an image and itself, and nothing in layers that both have', async () => {
  const one = makeImage([BASE], { kind: 'oci' });
  const more = makeImage([BASE, [{ path: 'etc/.wh.same' }]], { kind: 'oci' });
  expect((await compared([one, one])).answer.totalCount).toBe(0);
  const { answer } = await compared([one, more]);
  expect(answer.rows.map(({ change, path }) => [change, path])).toEqual([['removed', 'etc/same']]);
});
