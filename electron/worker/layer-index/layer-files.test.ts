import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  FileComparisonSchema,
  MAX_SHOWN_BYTES,
  ShownFileSchema,
  type FileComparison,
  type FileVersion,
  type ShownFile,
} from '../../../shared/contract/layer-file.ts';
import { makeImage, memorySource, type MadeImage } from './image-maker.ts';
import type { ImageSource } from './image-source.ts';
import { LayerLibrary } from './layer-library.ts';
import type { MadeEntry } from './tar-maker.ts';

const LARGE = Buffer.alloc(MAX_SHOWN_BYTES + 100_000, 'line\n');

const BASE: readonly MadeEntry[] = [
  { path: './etc/app.json', body: '{"a":1}' },
  { path: 'bin/one', body: 'one\ntwo\nthree\n' },
  { path: 'bin/hard', type: '1', link: 'bin/one' },
  { path: 'bin/soft', type: '2', link: 'one' },
  { path: 'data/large.txt', body: LARGE },
  { path: 'data/empty', body: '' },
  { path: 'data/twice', body: 'first' },
  { path: 'data/twice', body: 'second' },
];
const TOP: readonly MadeEntry[] = [
  { path: 'bin/one', body: 'one\n2\nthree\nfour\n' },
  { path: 'etc/.wh.app.json' },
  { path: 'data/binary', body: Buffer.from([0, 1, 2, 3]) },
];

const signal = new AbortController().signal;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'berth-files-'));
});
afterEach(async () => await rm(directory, { recursive: true }));

interface Opened {
  readonly library: LayerLibrary;
  readonly source: ReturnType<typeof memorySource>;
  readonly versionOf: (path: string, position: number) => Promise<FileVersion>;
}

async function opened(image: MadeImage): Promise<Opened> {
  const library = new LayerLibrary(directory);
  const source = memorySource(image, 64_000);
  const imageId = image.described.id;
  for await (const _ of library.read('lab/x:1', source, signal));
  return {
    library,
    source,
    versionOf: async (path, position) => {
      const { rows } = await library.search({ imageId, pattern: `/${path}`, limit: 1 });
      return { imageId, node: rows[0]?.node ?? 0, position };
    },
  };
}

async function shown(
  { library, source }: Opened,
  version: FileVersion,
  from: ImageSource = source,
): Promise<ShownFile> {
  let last: unknown;
  for await (const step of library.files.view(version, from, signal)) last = step;
  return ShownFileSchema.parse(last);
}

async function compared(
  { library, source }: Opened,
  before: FileVersion,
  after: FileVersion,
): Promise<FileComparison> {
  let last: unknown;
  for await (const step of library.files.compare({ before, after }, source, signal)) last = step;
  return FileComparisonSchema.parse(last);
}

describe.each([
  ['docker-archive', { kind: 'docker' }],
  ['OCI of gzip', { kind: 'oci', pack: (layer: Buffer) => gzipSync(layer) }],
  ['OCI of zstd', { kind: 'oci', pack: (layer: Buffer) => zstdCompressSync(layer) }],
] as const)('a file of an image as %s', (_name, layout) => {
  it('is shown as each layer has it, once read without the engine', async () => {
    const image = await opened(makeImage([BASE, TOP], layout));
    const { versionOf, source } = image;
    const first = await shown(image, await versionOf('bin/one', 0));
    expect(first).toMatchObject({
      sizeBytes: 14,
      shownBytes: 14,
      content: { kind: 'text', encoding: 'utf-8', text: 'one\ntwo\nthree\n' },
    });
    const second = await shown(image, await versionOf('bin/one', 1));
    expect(second.content).toMatchObject({ text: 'one\n2\nthree\nfour\n' });
    const { count } = source.asked;
    expect(await shown(image, await versionOf('bin/hard', 0))).toMatchObject({
      content: first.content,
    });
    // Deleted since: its layer still has it.
    expect(await shown(image, await versionOf('etc/app.json', 0))).toMatchObject({
      content: { text: '{"a":1}' },
    });
    expect(source.asked.count).toBe(count + 1);
  });

  it('is saved whole under its name', async () => {
    const { library, source, versionOf } = await opened(makeImage([BASE, TOP], layout));
    const path = join(directory, 'large.txt');
    let last: unknown;
    const version = await versionOf('data/large.txt', 0);
    for await (const step of library.files.save(version, path, source, signal)) last = step;
    expect(last).toMatchObject({ kind: 'saved', sizeBytes: LARGE.length });
    expect(LARGE.equals(await readFile(path))).toBe(true);
  });
});

describe('a file', () => {
  it('that is large is shown in part, and no more of it is read', async () => {
    const image = await opened(makeImage([BASE, TOP], { kind: 'docker' }));
    const version = await image.versionOf('data/large.txt', 0);
    const file = await shown(image, version);
    expect(file).toMatchObject({ sizeBytes: LARGE.length, shownBytes: MAX_SHOWN_BYTES });
    let readBytes = 0;
    const counting: ImageSource = {
      ...image.source,
      archive: async function* (id, given) {
        for await (const chunk of image.source.archive(id, given)) {
          readBytes += chunk.length;
          yield chunk;
        }
      },
    };
    await shown(image, await image.versionOf('data/binary', 1), counting);
    // The top layer comes first in such an archive.
    expect(readBytes).toBeLessThan(100_000);
  });

  it('that its layer lists twice is the last of the two', async () => {
    const image = await opened(makeImage([BASE, TOP], { kind: 'docker' }));
    const version = await image.versionOf('data/twice', 0);
    expect((await shown(image, version)).content).toMatchObject({ text: 'second' });
    const path = join(directory, 'twice');
    for await (const _ of image.library.files.save(version, path, image.source, signal));
    expect(await readFile(path, 'utf8')).toBe('second');
  });

  it('that is empty asks the engine for nothing', async () => {
    const image = await opened(makeImage([BASE, TOP], { kind: 'docker' }));
    const { count } = image.source.asked;
    const file = await shown(image, await image.versionOf('data/empty', 0));
    expect(file).toMatchObject({ sizeBytes: 0, content: { kind: 'text', text: '' } });
    expect(image.source.asked.count).toBe(count);
  });

  it('fails for what is no file, and for a layer that has none', async () => {
    const image = await opened(makeImage([BASE, TOP], { kind: 'docker' }));
    for (const [path, position] of [
      ['bin/soft', 0],
      ['bin', 0],
      ['etc/app.json', 1],
    ] as const) {
      await expect(shown(image, await image.versionOf(path, position))).rejects.toMatchObject({
        failure: { code: 'not-found' },
      });
    }
  });

  it('is interrupted where the export is cut, and nothing of it stays on the disk', async () => {
    const made = makeImage([BASE, TOP], { kind: 'docker' });
    const image = await opened(made);
    const cut = memorySource({ ...made, archive: made.archive.subarray(0, 100_000) });
    const version = await image.versionOf('data/large.txt', 0);
    await expect(shown(image, version, cut)).rejects.toMatchObject({
      failure: { code: 'interrupted' },
    });
    const before = await readdir(directory);
    const saving = image.library.files.save(version, join(directory, 'cut'), cut, signal);
    await expect(
      (async () => {
        for await (const _ of saving);
      })(),
    ).rejects.toMatchObject({ failure: { code: 'interrupted' } });
    expect(await readdir(directory)).toEqual(before);
  });
});

describe('two files', () => {
  it('are compared line by line', async () => {
    const image = await opened(makeImage([BASE, TOP], { kind: 'oci' }));
    const { versionOf } = image;
    const result = await compared(
      image,
      await versionOf('bin/one', 0),
      await versionOf('bin/one', 1),
    );
    expect(result).toMatchObject({
      before: { sizeBytes: 14 },
      after: { sizeBytes: 17 },
      result: { kind: 'text', addedCount: 2, removedCount: 1 },
    });
    expect(result.result).toMatchObject({
      hunks: [{ beforeLine: 1, afterLine: 1, lines: [' one', '-two', '+2', ' three', '+four'] }],
    });
    const { count } = image.source.asked;
    expect(
      await compared(image, await versionOf('bin/one', 0), await versionOf('bin/hard', 0)),
    ).toMatchObject({ result: { kind: 'same' } });
    expect(image.source.asked.count).toBe(count);
  });

  it('are told apart by their digests where they are no texts', async () => {
    const image = await opened(makeImage([BASE, TOP], { kind: 'oci' }));
    const { versionOf } = image;
    const result = await compared(
      image,
      await versionOf('data/binary', 1),
      await versionOf('bin/one', 0),
    );
    expect(result.result).toEqual({ kind: 'bytes', because: 'binary' });
    expect(result.before.sha256).toBe(
      '054edec1d0211f624fed0cbca9d4f9400b0e491c43742af2c5b0abebf0c990d8',
    );
  });
});
