import { statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { ContainerEngine } from '../container-engine.ts';

/** Space where an engine of this machine keeps its images; `undefined` where it is on another one, or cannot be told. */
export async function engineFreeBytes(engine: ContainerEngine): Promise<number | undefined> {
  try {
    const { hostName, dataRoot } = await engine.info();
    // An engine in a virtual machine has a name of its own, and a disk of its own.
    if (hostName !== hostname()) return undefined;
    const { bavail, bsize } = await statfs(dataRoot);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
