import { expect } from '@playwright/test';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from './hardening-test.ts';

const PATH_COUNT = 10_000;

/** A small generator, the same paths in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const CLIMBS = [
  '..',
  '.',
  '',
  '%2e%2e',
  '%2E.',
  '..%2f',
  '%252e%252e',
  '..;',
  '...',
  '\u2024\u2024',
];
const ODDITIES = [
  '%00',
  '%0a',
  '\\',
  '..\\',
  '%5c..',
  ':',
  '*',
  '~',
  '$HOME',
  'C:',
  '%c0%ae',
  '\u202e',
];
const NAMES = [
  'etc',
  'passwd',
  'proc',
  'self',
  'environ',
  'index.html',
  'assets',
  'main',
  'main.cjs',
];
const FILES = [
  'app.asar',
  'package.json',
  'preload.cjs',
  'resources',
  'out',
  'renderer',
  'licenses.md',
];
const PIECES = [...CLIMBS, ...ODDITIES, ...NAMES, ...FILES, 'a'.repeat(500)];
const ENDINGS = ['', '/', '//', '?x=1', '?../../x', '#x', '%00.html', '.map', '\\', '/..'];
const HOSTS = ['ui', 'ui', 'ui', 'ui', 'ui:80', 'other', 'UI', 'user@ui', 'ui.', 'localhost', ''];

function fuzzedAddresses(count: number): readonly string[] {
  const next = random(20_241_121);
  const pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)] ?? '';
  return Array.from({ length: count }, () => {
    const pieces = Array.from({ length: 1 + Math.floor(next() * 8) }, () => pick(PIECES));
    return `app://${pick(HOSTS)}/${pieces.join(pick(['/', '/', '//', '\\', '%2f']))}${pick(ENDINGS)}`;
  });
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Hashes of the files that the window is made of. */
function ownFiles(): ReadonlySet<string> {
  const directory = fileURLToPath(new URL('../../out/renderer', import.meta.url));
  return new Set(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
      .map((entry) => digest(readFileSync(join(entry.parentPath, entry.name)))),
  );
}

test('app:// serves the window’s own files and nothing else', async ({ berth }) => {
  const addresses = ['app://ui/index.html', ...fuzzedAddresses(PATH_COUNT)];
  const answers = await berth.app.evaluate(async ({ session }, urls) => {
    const crypto = process.getBuiltinModule('node:crypto');
    const answer = async (url: string) => {
      try {
        const response = await session.defaultSession.fetch(url);
        const bytes = new Uint8Array(await response.arrayBuffer());
        return {
          status: response.status,
          hash: crypto.createHash('sha256').update(bytes).digest('hex'),
          sizeBytes: bytes.byteLength,
          policy: response.headers.has('content-security-policy'),
        };
      } catch {
        // Not an address at all.
        return { status: 0, hash: '', sizeBytes: 0, policy: true };
      }
    };
    const found = [];
    for (const url of urls) found.push({ url, ...(await answer(url)) });
    return found;
  }, addresses);
  expect(answers).toHaveLength(PATH_COUNT + 1);
  const own = ownFiles();
  const served = answers.filter(({ status }) => status === 200);
  expect(served[0]?.url).toBe('app://ui/index.html');
  expect(served.filter(({ hash }) => !own.has(hash))).toEqual([]);
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused.filter(({ status }) => status !== 404 && status !== 0)).toEqual([]);
  expect(refused.filter(({ sizeBytes }) => sizeBytes > 0)).toEqual([]);
  expect(answers.filter(({ policy }) => !policy)).toEqual([]);
});

test('app:// answers reading alone', async ({ berth }) => {
  const statuses = await berth.app.evaluate(async ({ session }) => {
    const methods = ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'];
    return await Promise.all(
      methods.map(
        async (method) =>
          (await session.defaultSession.fetch('app://ui/index.html', { method })).status,
      ),
    );
  });
  expect(statuses).toEqual(statuses.map(() => 404));
});
