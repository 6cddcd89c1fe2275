import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { integrityOf } from './ensure-electron.mjs';

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
