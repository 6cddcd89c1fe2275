import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { authorityRecord } from './ensure-display.mjs';
import { integrityOf } from './ensure-electron.mjs';
import { installedPackages, PACKAGE_GROUPS } from './ensure-system-packages.mjs';
import { parseUser, quote } from './ensure-test-user.mjs';
import { stringAt } from './read-json.mjs';
import { isNodeRecentEnough } from './run-as-command.mjs';
import { runProcess } from './run-process.mjs';

it.each([
  ['20.19.0', true],
  ['20.18.3', false],
  ['18.20.0', false],
  ['24.15.0', true],
])('Node %s is recent enough: %s', (version, expected) => {
  expect(isNodeRecentEnough(version)).toBe(expected);
});

it('writes an X authority record for every host and display', () => {
  const record = authorityRecord(Buffer.alloc(16, 7));
  expect(record.subarray(0, 8).toString('hex')).toBe('ffff000000000012');
  expect(record.subarray(8, 26).toString()).toBe('MIT-MAGIC-COOKIE-1');
  expect(record.subarray(26).toString('hex')).toBe(`0010${'07'.repeat(16)}`);
});

it('computes integrity as npm does', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'berth-hash-'));
  const file = path.join(folder, 'a');
  writeFileSync(file, '');
  // The well-known SHA-512 of nothing, in base64.
  const empty =
    'sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==';
  expect(await integrityOf(file)).toBe(empty);
  rmSync(folder, { recursive: true });
});

describe('system packages', () => {
  it('count as installed only when they are: settings left behind are not enough', () => {
    const listing = 'installed libnss3\nconfig-files xvfb\nnot-installed runc\n';
    expect([...installedPackages(listing)]).toEqual(['libnss3']);
  });

  it('never include the certificate bundle, whose refresh drops what was appended by hand', () => {
    const names = Object.values(PACKAGE_GROUPS).flatMap((group) =>
      group.flatMap(({ packages }) => packages),
    );
    expect(names).toContain('libnss3');
    expect(names).not.toContain('ca-certificates');
  });
});

it('finds a user by its whole name', () => {
  const passwd = 'berth-tester:x:1:2::/:/bin/sh\nberth-test:x:999:995::/h:/bin/sh\n';
  expect(parseUser(passwd, 'berth-test')).toEqual({ uid: 999, gid: 995 });
  expect(parseUser(passwd, 'berth')).toBeUndefined();
});

it.runIf(process.platform !== 'win32')('quotes any text as one word of the shell', async () => {
  const text = `a b'c"d $HOME \\ é`;
  expect((await runProcess('sh', ['-c', `printf %s ${quote(text)}`])).stdout).toBe(text);
});

it('reads a string at a path and nothing inherited', () => {
  expect(stringAt({ a: { b: 'c' } }, 'a', 'b')).toBe('c');
  expect(stringAt({ a: null }, 'a', 'b')).toBeUndefined();
  expect(stringAt({}, 'constructor', 'name')).toBeUndefined();
});

describe('a process', () => {
  it('gives its output and its exit code', async () => {
    const script = 'process.stdin.pipe(process.stdout); process.exitCode = 3';
    const result = await runProcess(process.execPath, ['-e', script], { input: 'hello' });
    expect(result).toMatchObject({ code: 3, stdout: 'hello', timedOut: false });
  });

  it('that does not exist or outlives its time is a result, not an exception', async () => {
    expect((await runProcess('/no/such/program', [])).code).toBe(127);
    const late = await runProcess(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      timeoutMs: 300,
    });
    expect(late).toMatchObject({ timedOut: true, code: 143 });
  });
});
