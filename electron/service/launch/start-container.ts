import { AppError } from '../../../shared/ipc/app-error.ts';
import type { LaunchJob } from './launch-job.ts';

/**
 * The engine picks the port, and picks from a few only: Docker 28 tries ten before it gives up, and
 * goes on from there when it is asked again.
 */
const MAX_PORT_ATTEMPTS = 5;

/** Starts a launch's container; a port that the engine picked and found taken is picked anew. */
export async function startContainer(job: LaunchJob, containerId: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await job.engine.startContainer(containerId, { signal: job.signal });
      return;
    } catch (error) {
      const isPortTaken = error instanceof AppError && error.failure.code === 'port-in-use';
      if (!isPortTaken || attempt === MAX_PORT_ATTEMPTS) throw error;
    }
  }
}
