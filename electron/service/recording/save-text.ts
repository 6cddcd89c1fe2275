import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { fileFailure } from './file-failure.ts';

/** Writes a text in one step: where it fails, what lay there before is as it was. */
export async function saveText(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    // A terminal shows secrets now and then: it is its owner's alone.
    await writeFile(beside, text, { mode: 0o600, flag: 'wx' });
    await rename(beside, path);
  } catch (error) {
    // Where nothing can be written, nothing need be removed.
    await rm(beside, { force: true }).catch(() => undefined);
    throw fileFailure(error, path);
  }
}
