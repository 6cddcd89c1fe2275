import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInstalledAsLocked } from './ensure-dependencies.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'berth-locked-'));
  mkdirSync(path.join(root, 'node_modules', 'zod'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const zod = { version: '4.0.0', integrity: 'sha512-a' };

/** @param {object} locked @param {object} installed */
const write = (locked, installed) => {
  writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify({ packages: locked }));
  writeFileSync(
    path.join(root, 'node_modules', '.package-lock.json'),
    JSON.stringify({ packages: installed }),
  );
};

describe('what somebody has installed by hand', () => {
  it('is left alone when it is what the lock file names', () => {
    write({ '': {}, 'node_modules/zod': zod }, { 'node_modules/zod': zod });
    expect(isInstalledAsLocked(root)).toBe(true);
  });

  it('may lack optional packages of other platforms, and no others', () => {
    const locked = { '': {}, 'node_modules/zod': zod, 'node_modules/win': { version: '1.0.0' } };
    write(locked, { 'node_modules/zod': zod });
    expect(isInstalledAsLocked(root)).toBe(false);
    write(
      { ...locked, 'node_modules/win': { version: '1.0.0', optional: true } },
      { 'node_modules/zod': zod },
    );
    expect(isInstalledAsLocked(root)).toBe(true);
  });

  it.each([
    ['another version', { 'node_modules/zod': { ...zod, version: '4.0.1' } }],
    ['another content', { 'node_modules/zod': { ...zod, integrity: 'sha512-b' } }],
    ['a package more', { 'node_modules/zod': zod, 'node_modules/more': zod }],
  ])('is replaced when it holds %s', (_what, installed) => {
    write({ '': {}, 'node_modules/zod': zod }, installed);
    expect(isInstalledAsLocked(root)).toBe(false);
  });

  it('is replaced when a folder was deleted or npm left no record', () => {
    write({ '': {}, 'node_modules/zod': zod }, { 'node_modules/zod': zod });
    rmSync(path.join(root, 'node_modules', 'zod'), { recursive: true });
    expect(isInstalledAsLocked(root)).toBe(false);
    rmSync(path.join(root, 'node_modules', '.package-lock.json'));
    expect(isInstalledAsLocked(root)).toBe(false);
  });
});
