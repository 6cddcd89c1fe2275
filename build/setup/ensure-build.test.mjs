import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sourceHash } from './ensure-build.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'berth build-'));
  mkdirSync(path.join(root, 'shared', 'value'), { recursive: true });
  mkdirSync(path.join(root, 'build', 'setup'), { recursive: true });
  writeFileSync(path.join(root, 'shared', 'value', 'a.ts'), 'a');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('changes with a source file’s content or name, not with its date', () => {
  const before = sourceHash(root);
  utimesSync(path.join(root, 'shared', 'value', 'a.ts'), 1, 1);
  expect(sourceHash(root)).toBe(before);
  writeFileSync(path.join(root, 'shared', 'value', 'b.ts'), 'a');
  const two = sourceHash(root);
  expect(two).not.toBe(before);
  writeFileSync(path.join(root, 'shared', 'value', 'b.ts'), 'b');
  expect(sourceHash(root)).not.toBe(two);
});

it('does not change with tests and set-up scripts, which are in no bundle', () => {
  const before = sourceHash(root);
  writeFileSync(path.join(root, 'shared', 'value', 'a.test.ts'), 'a');
  writeFileSync(path.join(root, 'build', 'setup', 'x.mjs'), 'x');
  expect(sourceHash(root)).toBe(before);
});
