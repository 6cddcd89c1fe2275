import { watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineEndpoint } from './engine-address.ts';

/**
 * Waits until the time is up, or the engine's socket comes, goes or changes its rights: then it
 * answers true. A help only: a folder that cannot be watched never changes. Fails with the signal.
 */
export async function pauseUntilSocketChange(
  endpoint: EngineEndpoint | undefined,
  pauseMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const change = new AbortController();
  const unwatch = watchSocket(endpoint, () => change.abort());
  try {
    await sleep(pauseMs, undefined, { signal: AbortSignal.any([signal, change.signal]) });
    return false;
  } catch {
    signal.throwIfAborted();
    return true;
  } finally {
    unwatch();
  }
}

function watchSocket(endpoint: EngineEndpoint | undefined, onChange: () => void): () => void {
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
