import { existsSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppState } from './berth-app.ts';

/** What the app shall not find: the engine's default socket, or its program as well. */
export type Absence = 'engine-socket' | 'engine-program';

/** Where distributions put dockerd without anything else that the window needs. */
const PROGRAM_FOLDERS = ['/usr/sbin', '/usr/local/sbin'];

/**
 * Writes a program that starts the window on a machine that seems to lack an engine: in a mount namespace of its own,
 * in which empty folders lie over those of the engine. Nothing outside is touched.
 */
export async function machineWithout(absence: Absence, state: AppState): Promise<string> {
  const folders = ['/run', ...(absence === 'engine-program' ? PROGRAM_FOLDERS : [])];
  const hide = folders.map((folder) => `mount -t tmpfs -o mode=755 hidden ${folder}`).join(' && ');
  const file = join(state.directory, `without-${absence}`);
  const start = `exec unshare --mount --propagation private sh -c '${hide} && exec "$0" "$@"' "$BERTH_TEST_ELECTRON" "$@"`;
  await writeFile(file, `#!/bin/sh\n${start}\n`);
  await chmod(file, 0o755);
  return file;
}

/** Where dockerd may lie among programs that the window needs, so that it cannot be hidden. */
const OPEN_PLACES = ['/usr/bin/dockerd', '/usr/local/bin/dockerd', '/snap/bin/dockerd'];

/** Why an engine cannot be hidden here; undefined where it can. */
export function cannotHideEngine(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root may make a mount namespace';
  const open = OPEN_PLACES.find((place) => existsSync(place));
  return open === undefined ? undefined : `${open} cannot be hidden`;
}
