import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RecordedEvent, RecordingFile } from '../../../shared/contract/recording.ts';
import { failureOf, TerminalTestBed } from '../terminal/terminal-test-bed.ts';
import type { TerminalSession } from '../terminal/terminal-session.ts';
import { RecordingService } from './recording-service.ts';

const PAGE = 7;

let directory: string;
let path: string | undefined;
let asked: string[];
let bed: TerminalTestBed;
let session: TerminalSession;
let recordings: RecordingService;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'berth-recording-'));
  path = join(directory, 'it.cast');
  asked = [];
  bed = new TerminalTestBed();
  session = bed.service.session(await bed.openRunning());
  recordings = new RecordingService({
    toWrite: async (page, name) => {
      asked.push(`${page} ${name}`);
      return await Promise.resolve(path);
    },
    toRead: async () => await Promise.resolve(path),
  });
});
afterEach(async () => {
  await bed.service.dispose();
  await rm(directory, { recursive: true, force: true });
});

const recorded = async (): Promise<string> => await readFile(join(directory, 'it.cast'), 'utf8');

async function shows(text: string): Promise<void> {
  bed.shells.shell.says(`${text}\r\n`);
  await expect.poll(async () => await session.screen.text()).toContain(text);
}

test('a recording begins with the screen as it is and ends when it is stopped', async () => {
  await shows('before');
  expect(await recordings.start(session, false, PAGE)).toBe(path);
  expect(asked).toEqual([expect.stringMatching(/^7 [\w.-]+\.cast$/)]);
  expect(session.row.recording).toEqual({ kind: 'running', path, hasInput: false });
  expect((await failureOf(recordings.start(session, false, PAGE))).code).toBe('conflict');
  await shows('during');
  await session.write('typed');
  session.resize({ columns: 100, rows: 40 });
  expect(await recordings.stop(session)).toBe(path);
  expect(session.row.recording).toBeUndefined();
  await shows('after');
  const text = await recorded();
  for (const word of ['before', 'during', '"r", "100x40"']) expect(text).toContain(word);
  for (const word of ['after', 'typed']) expect(text).not.toContain(word);
  expect(await recordings.stop(session)).toBeUndefined();
});

test('without a file nothing begins, and nothing is saved', async () => {
  path = undefined;
  expect(await recordings.start(session, true, PAGE)).toBeUndefined();
  expect(await recordings.saveText(session, PAGE)).toBeUndefined();
  expect(await recordings.choose(PAGE)).toBeUndefined();
  expect(session.row.recording).toBeUndefined();
  expect(await readdir(directory)).toEqual([]);
});

test('a terminal that is closed ends its recording in good order', async () => {
  await recordings.start(session, true, PAGE);
  await shows('shown');
  await session.write('typed');
  await bed.service.close(session.row.id);
  expect(await readdir(directory)).toEqual(['it.cast']);
  expect(await recorded()).toContain('"i", "typed"');
});

test('a place that cannot be written is said at once', async () => {
  path = join(directory, 'none', 'it.cast');
  expect((await failureOf(recordings.start(session, false, PAGE))).code).toBe('conflict');
  expect(session.row.recording).toBeUndefined();
  expect(session.recorder).toBeUndefined();
});

test('of many recordings that were chosen the latest can be played', async () => {
  await writeFile(
    join(directory, 'it.cast'),
    '{"version":2,"width":80,"height":24}\n[1,"o","x"]\n',
  );
  const files: (RecordingFile | undefined)[] = [];
  for (let time = 0; time < 20; time += 1) files.push(await recordings.choose(PAGE));
  const signal = new AbortController().signal;
  const batches: RecordedEvent[][] = [];
  for await (const batch of recordings.events(files.at(-1)?.id ?? '', signal)) batches.push(batch);
  expect(batches).toEqual([[{ kind: 'output', atMs: 1000, text: 'x' }]]);
  expect(() => recordings.events(files[0]?.id ?? '', signal)).toThrow(/too long ago/);
});
