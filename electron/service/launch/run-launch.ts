import type { LaunchStepName } from '../../../shared/contract/launch.ts';
import type { LaunchTemplate } from '../template/launch-template.ts';
import { createContainer } from './create-container.ts';
import { explainFailure } from './explain-failure.ts';
import { findImage } from './find-image.ts';
import type { LaunchJob } from './launch-job.ts';
import { becomeReady, beginStep, endStep, fail } from './launch-state.ts';
import { readToken } from './launch-token.ts';
import { startContainer } from './start-container.ts';
import { waitUntilReady } from './wait-until-ready.ts';

/** From nothing to ready. Ends with the launch `Ready`, `Failed`, or silently when aborted. */
export async function runLaunch(job: LaunchJob, template: LaunchTemplate): Promise<void> {
  let containerId: string | undefined;
  let token: string | undefined;
  try {
    const { image } = await step(job, 'image', 'Looking for the image', () =>
      findImage(job, template),
    );
    const created = await step(job, 'create', 'Creating the container', () =>
      createContainer(job, template, image),
    );
    ({ containerId, token } = created);
    const id = created.containerId;
    job.report((launch) => ({ ...launch, containerId: id }), 'now');
    await step(job, 'start', 'Starting the container', async () => {
      await startContainer(job, id);
      return { detail: 'Started' };
    });
    await becomeReadyOnceItAnswers(job, { containerId: id, ...template });
  } catch (error) {
    await reportFailure(job, error, containerId, token);
  }
}

/** For a container that runs already. */
export async function awaitReadiness(
  job: LaunchJob,
  target: { readonly containerId: string; readonly port: number; readonly readinessPath: string },
): Promise<void> {
  try {
    await becomeReadyOnceItAnswers(job, target);
  } catch (error) {
    const token = await readToken(job.engine, target.containerId).catch(() => undefined);
    await reportFailure(job, error, target.containerId, token);
  }
}

/** For a container that stands still: starts it again, then waits for it. */
export async function startAgain(
  job: LaunchJob,
  target: { readonly containerId: string; readonly port: number; readonly readinessPath: string },
): Promise<void> {
  try {
    await step(job, 'start', 'Starting the container', async () => {
      await startContainer(job, target.containerId);
      return { detail: 'Started' };
    });
  } catch (error) {
    await reportFailure(job, error, target.containerId);
    return;
  }
  await awaitReadiness(job, target);
}

async function becomeReadyOnceItAnswers(
  job: LaunchJob,
  target: { readonly containerId: string; readonly port: number; readonly readinessPath: string },
): Promise<void> {
  job.report(beginStep('ready', `Waiting for ${target.readinessPath}`), 'now');
  const { containerId, port, readinessPath } = target;
  const address = await waitUntilReady(job, { containerId, port, readinessPath });
  job.signal.throwIfAborted();
  job.report(becomeReady(address), 'now');
}

async function step<T extends { readonly detail: string }>(
  job: LaunchJob,
  name: LaunchStepName,
  detail: string,
  work: () => Promise<T>,
): Promise<T> {
  job.report(beginStep(name, detail), 'now');
  const result = await work();
  job.signal.throwIfAborted();
  job.report(endStep(name, result.detail), 'now');
  return result;
}

async function reportFailure(
  job: LaunchJob,
  error: unknown,
  containerId?: string,
  token?: string,
): Promise<void> {
  if (job.signal.aborted) return;
  const { engine } = job;
  const failure = await explainFailure(
    error,
    containerId === undefined ? undefined : { engine, containerId, token },
  );
  if (!job.signal.aborted) job.report(fail(failure), 'now');
}
