import { watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { EngineEndpoint } from './engine-address.ts';

/**
 * Calls back when the engine's socket appears or its rights change; returns what ends the watch.
 * A help only: where the folder cannot be watched nothing happens, so somebody has to look anyway.
 */
export function watchSocket(
  endpoint: EngineEndpoint | undefined,
  onChange: () => void,
): () => void {
  if (endpoint?.kind !== 'unix') return () => undefined;
  const name = basename(endpoint.path);
  let watcher: FSWatcher;
  try {
    // The folder, because the socket itself is removed and made anew.
    watcher = watch(dirname(endpoint.path), { persistent: false }, (_event, changed) => {
      if (changed === name) onChange();
    });
  } catch {
    return () => undefined;
  }
  watcher.on('error', () => watcher.close());
  return () => watcher.close();
}
