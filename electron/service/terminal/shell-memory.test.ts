import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ShellMemory } from './shell-memory.ts';

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'berth-shells-'));
  file = join(directory, 'shells.json');
});

afterEach(async () => await rm(directory, { recursive: true }));

it('remembers over a restart, for this image alone, and forgets', async () => {
  await new ShellMemory(file).remember('a:1', { shell: '/bin/zsh', user: '1000' });
  const memory = new ShellMemory(file);
  expect(await memory.recall('a:1')).toEqual({ shell: '/bin/zsh', user: '1000' });
  expect(await memory.recall('b:1')).toBeUndefined();
  expect((await stat(file)).mode & 0o077).toBe(0);
  await memory.forget('a:1');
  expect(await new ShellMemory(file).recall('a:1')).toBeUndefined();
});

it('takes a choice of nothing for none', async () => {
  const memory = new ShellMemory(file);
  await memory.remember('a:1', { user: 'root' });
  await memory.remember('a:1', {});
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ version: 1, images: {} });
});

it.each(['{', '{"version":2,"images":{}}', '{"version":1,"images":{"a:1":{"shell":7}}}'])(
  'sets a file aside that it cannot read: %s',
  async (text) => {
    await writeFile(file, text);
    const memory = new ShellMemory(file);
    expect(await memory.recall('a:1')).toBeUndefined();
    await memory.remember('a:1', { shell: 'fish' });
    expect(await readFile(`${file}.unreadable`, 'utf8')).toBe(text);
    expect(await new ShellMemory(file).recall('a:1')).toEqual({ shell: 'fish' });
  },
);

it('holds only so many images, the newest ones', async () => {
  const images = Object.fromEntries(
    Array.from({ length: 500 }, (_, i) => [`i:${i}`, { user: 'u' }]),
  );
  await writeFile(file, JSON.stringify({ version: 1, images }));
  const memory = new ShellMemory(file);
  await memory.remember('new', { user: 'u' });
  expect(await memory.recall('i:0')).toBeUndefined();
  expect(await memory.recall('new')).toEqual({ user: 'u' });
});

it('writes one choice after the other, and leaves no parts behind', async () => {
  const memory = new ShellMemory(file);
  await Promise.all(['a', 'b', 'c'].map(async (user) => await memory.remember('i', { user })));
  expect(await new ShellMemory(file).recall('i')).toEqual({ user: 'c' });
  expect(await readdir(directory)).toEqual(['shells.json']);
});
