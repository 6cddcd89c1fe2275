import { chown, copyFile, mkdir, rename, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { starterContents } from '../../electron/engine/local/image-contents.ts';
import { packageRecipe } from '../../electron/engine/local/package-recipe.ts';
import { testIdentity } from './test-identity.ts';

/**
 * Lets the window find the Starter notebook's file system in its own cache, so that the machine makes it once and not
 * once per user. Where the window belongs to whoever runs the tests, nothing is to be done: the app makes and keeps it.
 * Returns the image's name.
 */
export async function shareStarterArchive(): Promise<string> {
  const recipe = packageRecipe(starterContents);
  const { signal } = new AbortController();
  const { reference } = await recipe.describe();
  const identity = testIdentity();
  if (identity === undefined) return reference;
  const file = `${reference.replaceAll(/[/:]/g, '-')}.tar.zst`;
  const own = join(cacheBase(), 'berth', file);
  const shared = join(identity.home, '.cache', 'berth', file);
  if (await exists(shared)) return reference;
  if (!(await exists(own))) {
    // Read to its end, which is what makes the cache keep it.
    for await (const chunk of recipe.fileSystem({ signal, onProgress: () => undefined }))
      void chunk;
  }
  for (const folder of [dirname(dirname(shared)), dirname(shared)]) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chown(folder, identity.uid, identity.gid);
  }
  // Named after this process: another worker may be at it too, and either result is right.
  const part = `${shared}.${process.pid}.part`;
  await copyFile(own, part);
  await chown(part, identity.uid, identity.gid);
  await rename(part, shared);
  return reference;
}

function cacheBase(): string {
  const base = process.env['XDG_CACHE_HOME'];
  return base?.startsWith('/') === true ? base : join(homedir(), '.cache');
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
