import { get } from 'node:http';
import { statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from './engine.ts';
import type { RigEngine } from './engine.ts';
import { findEngine } from './engine-binaries.ts';
import { engineRequest } from './engine-request.ts';

const versions = await Promise.all(
  (['20.10', '28.5'] as const).map(async (version) => ({
    version,
    found: await findEngine(version),
  })),
);

describe.each(versions)('a real engine $version', ({ version, found }) => {
  let engine: RigEngine;

  beforeAll(async () => {
    if (found.kind !== 'available') return;
    const startedAt = performance.now();
    engine = await startEngine({ version });
    console.log(`${version} ready in ${Math.round(performance.now() - startedAt)} ms`);
  }, 60_000);

  it('answers', async (context) => {
    if (found.kind === 'unavailable') return context.skip(found.because);
    expect((await engineRequest(engine.socketPath, '/_ping')).text).toBe('OK');
    expect(engine.version.startsWith(version)).toBe(true);
  });

  afterAll(async () => {
    await engine?.dispose();
  });
});
