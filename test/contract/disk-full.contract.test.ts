import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { DockerEngine } from '../../electron/engine/docker/docker-engine.ts';
import { findEngines } from '../rig/engine-binaries.ts';
import { startEngine } from '../rig/engine.ts';
import { engineAt, failureOf } from './each-engine.ts';

const run = promisify(execFile);

/** A tar of one file of this size, in pieces. */
async function* tarOf(sizeBytes: number): AsyncGenerator<Uint8Array> {
  const archive = pack();
  archive.entry({ name: 'file' }, randomBytes(sizeBytes));
  archive.finalize();
  for await (const chunk of archive) if (chunk instanceof Uint8Array) yield chunk;
}

const versions = await findEngines();

describe.each(versions)('a full disk under Docker $version', ({ version, found }) => {
  it('is named, and leaves an engine that works', { timeout: 60_000 }, async (context) => {
    if (found.kind === 'unavailable') return context.skip(found.because);
    const directory = await mkdtemp(join(tmpdir(), 'berth-full-'));
    await run('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', directory]);
    try {
      await using rig = await startEngine({ version, directory });
      const { engine } = await DockerEngine.connect(engineAt(rig.socketPath));
      const reference = 'berth.test/large:1';
      const imported = engine.importImage(tarOf(64 * 1024 * 1024), { reference });
      expect(await failureOf(imported)).toMatchObject({
        code: 'disk-full',
        message: 'No space is left on the disk of the engine.',
      });
      expect((await failureOf(engine.inspectImage(reference))).code).toBe('not-found');
      await engine.importImage(tarOf(1024 * 1024), { reference: 'berth.test/small:1' });
      engine.dispose();
    } finally {
      await run('umount', ['-l', directory]);
      await rm(directory, { recursive: true, force: true });
    }
  });
});
