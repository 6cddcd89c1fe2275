import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { addressOf } from './launch-labels.ts';
import type { LaunchJob } from './launch-job.ts';
import type { ProbeResult } from './probe-readiness.ts';

/** A local server answers a refused connection in microseconds; this is what a person cannot notice. */
const POLL_INTERVAL_MS = 50;

/** Jupyter starts in 1 s on a fast machine, 20 s on a slow disk; after a minute something is wrong. */
const DEADLINE_MS = 60_000;

/** How often the engine is asked whether the container still runs, should its event get lost. */
const CONTAINER_CHECK_INTERVAL_MS = 1_000;

/** What to wait for. */
export interface ReadinessTarget {
  readonly containerId: string;
  readonly port: number;
  readonly readinessPath: string;
  readonly deadlineMs?: number;
}

/**
 * Asks the notebook's address until it answers 200; answers that address. Fails with `not-ready`
 * when the container ends first or the deadline passes.
 */
export async function waitUntilReady(
  job: Pick<LaunchJob, 'engine' | 'probe' | 'signal' | 'containerEvent' | 'report'>,
  target: ReadinessTarget,
): Promise<string> {
  const { signal } = job;
  const deadlineMs = target.deadlineMs ?? DEADLINE_MS;
  const endMs = performance.now() + deadlineMs;
  let last: ProbeResult = { kind: 'silent' };
  while (performance.now() < endMs) {
    // Asked for before looking, so that an end in between is not missed.
    const watch = watchForEvent(job, target.containerId);
    const address = await runningAddress(job, target);
    job.report((launch) => ({ ...launch, address }), 'soon');
    const url = new URL(target.readinessPath, address).href;
    const lookAgainMs = performance.now() + CONTAINER_CHECK_INTERVAL_MS;
    while (!watch.hasFired() && performance.now() < Math.min(lookAgainMs, endMs)) {
      last = await job.probe(url, signal);
      signal.throwIfAborted();
      if (last.kind === 'status' && last.status === 200) return address;
      await Promise.race([sleep(POLL_INTERVAL_MS, undefined, { signal }), watch.fired]);
    }
  }
  const seconds = Math.round(deadlineMs / 1000);
  throw new AppError({
    code: 'not-ready',
    message:
      last.kind === 'silent'
        ? `The notebook did not answer within ${seconds} s.`
        : `The notebook answered ${target.readinessPath} with the status ${last.status} for ${seconds} s.`,
    hint: 'Look at its log, then restart or remove the launch.',
    subject: target.containerId,
  });
}

function watchForEvent(
  job: Pick<LaunchJob, 'containerEvent'>,
  containerId: string,
): { readonly fired: Promise<void>; readonly hasFired: () => boolean } {
  let isFired = false;
  const fired = job.containerEvent(containerId).then(() => {
    isFired = true;
  });
  return { fired, hasFired: () => isFired };
}

/** Fails with `not-ready` unless the container runs and is published. */
async function runningAddress(
  job: Pick<LaunchJob, 'engine' | 'signal'>,
  { containerId, port }: ReadinessTarget,
): Promise<string> {
  const container = await job.engine.findContainer(containerId, { signal: job.signal });
  if (container?.state !== 'running') {
    throw new AppError({
      code: 'not-ready',
      message:
        container === undefined
          ? 'The container was removed before it was ready.'
          : 'The container ended before it was ready.',
      subject: containerId,
    });
  }
  const address = addressOf(container, port);
  if (address !== undefined) return address;
  throw new AppError({
    code: 'not-ready',
    message: `The container does not publish its port ${port} on 127.0.0.1.`,
    hint: 'Remove the launch and launch again.',
    subject: containerId,
  });
}
