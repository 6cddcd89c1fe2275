import { mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RecordedEvent } from '../../../shared/contract/recording.ts';
import { failureOf } from '../terminal/terminal-test-bed.ts';
import { CastWriter, type CastOptions } from './cast-writer.ts';
import { readCastEvents, readCastHead } from './read-cast.ts';
import { saveText } from './save-text.ts';

const HEAD = '{"version": 2, "width": 80, "height": 24}';

let directory: string;
let path: string;
let nowMs: number;
let cuts: string[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'berth-cast-'));
  path = join(directory, 'it.cast');
  nowMs = 1000;
  cuts = [];
});
afterEach(async () => await rm(directory, { recursive: true, force: true }));

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

async function begin(options: Partial<CastOptions> = {}): Promise<CastWriter> {
  return await CastWriter.begin({
    path,
    size: { columns: 80, rows: 24 },
    shell: '/bin/bash',
    title: 'web',
    first: Promise.resolve(encode('first screen')),
    hasInput: false,
    onCut: (reason, keptAt) => void cuts.push(`${reason} ${keptAt === path}`),
    nowMs: () => nowMs,
    ...options,
  });
}

async function eventsOf(of = path): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const batch of readCastEvents(of, new AbortController().signal)) events.push(...batch);
  return events;
}

const written = async (text: string): Promise<void> => await writeFile(path, text);

test('a recording is asciicast v2 that others read, and is there when it is finished, not before', async () => {
  let giveFirst: (bytes: Uint8Array) => void = () => undefined;
  const writer = await begin({ first: new Promise((resolve) => (giveFirst = resolve)) });
  nowMs += 250;
  // Half a character, the rest in the next piece; and before the first screen is told.
  const [euro] = [encode('€')];
  void writer.output(euro.subarray(0, 1));
  giveFirst(encode('\u001B[1mfirst'));
  await writer.output(euro.subarray(1));
  writer.input('secret');
  nowMs += 1000;
  writer.resize({ columns: 100, rows: 30 });
  expect(await readdir(directory)).toEqual([
    expect.stringMatching(/^it\.cast\.[0-9a-f]{8}\.part$/),
  ]);
  expect(await writer.finish()).toBe(path);
  expect(await readdir(directory)).toEqual(['it.cast']);
  expect((await stat(path)).mode & 0o077).toBe(0);
  const [head, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
  expect(JSON.parse(head ?? '')).toMatchObject({
    version: 2,
    width: 80,
    height: 24,
    title: 'web',
    env: { TERM: 'xterm-256color', SHELL: '/bin/bash' },
  });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    [0, 'o', '\u001B[1mfirst'],
    [0.25, 'o', '€'],
    [1.25, 'r', '100x30'],
  ]);
  expect(await readCastHead(path)).toMatchObject({
    size: { columns: 80, rows: 24 },
    title: 'web',
  });
  expect(await eventsOf()).toEqual([
    { kind: 'output', atMs: 0, text: '\u001B[1mfirst' },
    { kind: 'output', atMs: 250, text: '€' },
    { kind: 'resize', atMs: 1250, size: { columns: 100, rows: 30 } },
  ]);
});

test('what is typed is written only where that is wanted, and a flood in pieces', async () => {
  const writer = await begin({ hasInput: true });
  writer.input('typed');
  const flood = `${'x'.repeat(32 * 1024 - 1)}😀${'y'.repeat(100_000)}`;
  await writer.output(encode(flood));
  await writer.finish();
  const text = await readFile(path, 'utf8');
  expect(text).toContain('"i", "typed"');
  const shown = (await eventsOf()).map((event) => (event.kind === 'output' ? event.text : ''));
  expect(shown.join('')).toBe(`first screen${flood}`);
  expect(Math.max(...shown.map(({ length }) => length))).toBeLessThanOrEqual(32 * 1024);
});

test('one that grows too large is cut after a whole line, and that is said', async () => {
  const writer = await begin({ limitBytes: 1024 * 1024 });
  for (let piece = 0; piece < 100; piece += 1) await writer.output(encode('z'.repeat(30_000)));
  await expect(writer.finish()).rejects.toThrow();
  expect(cuts).toEqual([expect.stringMatching(/1 MiB.* true$/)]);
  expect((await stat(path)).size).toBeLessThanOrEqual(1024 * 1024);
  expect((await eventsOf()).length).toBeGreaterThan(10);
  await writer.output(encode('more'));
  await writer.end();
  expect(cuts).toHaveLength(1);
});

test('a disk that is full ends it, and that is said', async () => {
  let leftBytes = 100_000;
  const writer = await begin({
    openFile: async (part) => {
      const opened = await open(part, 'wx');
      return {
        writeFile: async (bytes) => {
          const text = String(bytes);
          leftBytes -= text.length;
          // Half of it is written before the disk says so.
          await opened.writeFile(leftBytes < 0 ? text.slice(0, text.length / 2) : text);
          if (leftBytes < 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        },
        truncate: async (sizeBytes) => await opened.truncate(sizeBytes),
        close: async () => await opened.close(),
      };
    },
  });
  for (let piece = 0; piece < 10; piece += 1) await writer.output(encode('z'.repeat(30_000)));
  expect(await failureOf(writer.finish())).toMatchObject({ code: 'disk-full' });
  expect(cuts).toEqual(['The disk is full. true']);
  expect((await eventsOf())[0]).toMatchObject({ text: 'first screen' });
  const missing = await failureOf(begin({ path: join(directory, 'none', 'it.cast') }));
  expect(missing).toMatchObject({ code: 'conflict' });
  expect(missing.message).toMatch(/not there/);
});

test('a text is saved whole or not at all', async () => {
  await written('before');
  await saveText(path, 'after\n');
  expect(await readFile(path, 'utf8')).toBe('after\n');
  expect(await readdir(directory)).toEqual(['it.cast']);
  expect((await failureOf(saveText(join(directory, 'none', 'x'), ''))).code).toBe('conflict');
});

test('what a file would do to a terminal is cleaned as a container’s output is', async () => {
  const hostile = [
    '\u001B]52;c;c3RvbGVu\u0007ok',
    '\u001B]8;;file:///etc/passwd\u0007link',
    '\u001B[999999999S',
    '\u001BP+q544e\u001B\\',
  ];
  await written(
    [HEAD, ...hostile.map((text) => JSON.stringify([1, 'o', text])), '[0.5, "i", "x"]', ''].join(
      '\n',
    ),
  );
  const shown = (await eventsOf()).map((event) => (event.kind === 'output' ? event.text : ''));
  const text = shown.join('');
  expect(text).toContain('ok');
  for (const part of ['52;', 'file:', '999999999', '+q']) expect(text).not.toContain(part);
});

test('times that go back stand still', async () => {
  await written(`${HEAD}\n[2, "o", "a"]\n[1, "o", "b"]\n[2.5, "m", ""]\n`);
  expect((await eventsOf()).map(({ atMs }) => atMs)).toEqual([2000, 2000]);
});

for (const [name, text] of [
  ['nothing', ''],
  ['another version', '{"version": 1, "width": 80, "height": 24}\n'],
  ['a terminal too large', '{"version": 2, "width": 80000, "height": 24}\n'],
  ['no JSON', 'hello\n'],
  ['a line that is no event', `${HEAD}\n[1, "o", "a"]\n{"o": 1}\n`],
  ['an event without text', `${HEAD}\n[1, "o", 5]\n`],
  ['a time before the beginning', `${HEAD}\n[-1, "o", "a"]\n`],
  ['a size too large', `${HEAD}\n[1, "r", "5000x5000"]\n`],
  ['half a line', `${HEAD}\n[1, "o", "a"]\n[2, "o", "b`],
  ['a line too long', `${HEAD}\n[1, "o", "${'a'.repeat(1024 * 1024 + 70_000)}`],
] as const) {
  test(`${name} is no recording`, async () => {
    await written(text);
    expect((await failureOf(eventsOf())).code).toBe('invalid-input');
  });
}

test('a folder or a device is no recording', async () => {
  for (const other of [directory, '/dev/zero']) {
    expect((await failureOf(readCastHead(other))).code).toBe('invalid-input');
  }
});

test('a file that is not there is said to be so', async () => {
  expect((await failureOf(readCastHead(join(directory, 'none')))).message).toMatch(/not there/);
});
