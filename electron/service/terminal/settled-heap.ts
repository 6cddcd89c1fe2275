import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What this process's heap holds once all is collected that nobody needs, its buffers included; for tests. */
export function settledHeapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('there is no way to collect garbage');
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
