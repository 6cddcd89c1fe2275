import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { LocalImage, LocalRecipe } from '../../engine/local/local-recipe.ts';
import type { LaunchJob } from './launch-job.ts';
import { describeStep } from './launch-state.ts';
import { runAsTask } from './run-as-task.ts';

/** How often a launch looks whether another one has finished making the same image. */
const WAIT_INTERVAL_MS = 200;

/** References that some launch makes now. */
const inProgress = new Set<string>();

/** Makes an image on this machine, as a task; answers its reference. */
export async function makeImage(
  job: LaunchJob,
  recipe: LocalRecipe,
  local: LocalImage,
): Promise<string> {
  const { reference } = local;
  if (inProgress.has(reference)) {
    job.report(describeStep('image', 'Another launch is making it'), 'now');
    while (inProgress.has(reference)) {
      await sleep(WAIT_INTERVAL_MS, undefined, { signal: job.signal });
    }
    const isThere = await job.engine.inspectImage(reference, { signal: job.signal }).then(
      () => true,
      () => false,
    );
    return isThere ? reference : await makeImage(job, recipe, local);
  }
  inProgress.add(reference);
  const over = new AbortController();
  try {
    const signal = AbortSignal.any([job.signal, over.signal]);
    await runAsTask(job, 'make-image', `Make ${reference}`, async (task) => {
      const fileSystem = recipe.fileSystem({
        signal,
        onProgress: (progress) => {
          task.update(progress);
          job.report(describeStep('image', progress.detail), 'soon');
        },
      });
      const tar = fileSystem[Symbol.asyncIterator]();
      try {
        const whole = await awaitFirst(tar);
        await job.engine.importImage(whole, { reference, changes: local.changes, signal });
      } finally {
        // An import that failed may have left it where it was: its processes and files must go.
        over.abort();
        await tar.return?.();
      }
    });
    return reference;
  } catch (error) {
    if (!job.signal.aborted) throw error;
    throw new AppError({ code: 'cancelled', message: 'The launch was cancelled.' });
  } finally {
    inProgress.delete(reference);
  }
}

/**
 * Resolves when the first piece is there, to all of it. A build is silent for minutes before that,
 * longer than an engine waits for a body.
 */
async function awaitFirst(tar: AsyncIterator<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const first = await tar.next();
  return (async function* () {
    for (let item = first; item.done !== true; item = await tar.next()) yield item.value;
  })();
}
