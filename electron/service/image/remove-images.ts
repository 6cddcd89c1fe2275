import type { ImageName, ImageRemovalResult } from '../../../shared/contract/image.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import type { ImageEngine } from '../../engine/image-engine.ts';
import type { TaskHandle, TaskService } from '../task/task-service.ts';

/** Removes names one after the other. A failure of one stops none of the others, except where the engine is gone. */
export async function removeImages(
  engine: ImageEngine,
  tasks: TaskService,
  names: readonly ImageName[],
): Promise<ImageRemovalResult[]> {
  if (names.length === 1) return await removeEach(engine, names, undefined, undefined);
  const cancel = new AbortController();
  const task = tasks.start({
    kind: 'remove',
    title: `Remove ${formatPlural(names.length, 'image')}`,
    abort: () => cancel.abort(),
  });
  const results = await removeEach(engine, names, task, cancel.signal);
  const failed = results.filter(({ failure }) => failure !== undefined);
  if (cancel.signal.aborted) {
    const goneCount = results.length - failed.length;
    task.end({ status: 'cancelled', detail: `${goneCount} of ${names.length} were removed` });
  } else if (failed.length === 0) {
    task.end({ status: 'done', detail: `${formatPlural(names.length, 'image')} removed` });
  } else task.end({ status: 'failed', failure: failureOfAll(failed, names.length) });
  return results;
}

async function removeEach(
  engine: ImageEngine,
  names: readonly ImageName[],
  task: TaskHandle | undefined,
  signal: AbortSignal | undefined,
): Promise<ImageRemovalResult[]> {
  const results: ImageRemovalResult[] = [];
  for (const [at, name] of names.entries()) {
    task?.update({
      detail: `${name.reference} (${at + 1} of ${names.length})`,
      donePct: (at / names.length) * 100,
    });
    const failure =
      signal?.aborted === true ? CANCELLED : await removeOne(engine, name).catch(failureOf);
    results.push({ ...name, ...(failure !== undefined && { failure }) });
  }
  return results;
}

/** The name may have gone to another image since it was looked at. */
async function removeOne(engine: ImageEngine, name: ImageName): Promise<undefined> {
  const { id } = await engine.inspectImage(name.reference);
  if (id !== name.imageId) {
    throw new AppError({
      code: 'conflict',
      message: `${name.reference} is the name of another image by now.`,
      hint: 'Look at the list again.',
      subject: name.reference,
    });
  }
  await engine.removeImage(name.reference);
}

function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return error.failure;
  return { code: 'internal', message: 'Something went wrong in Berth.', cause: String(error) };
}

const CANCELLED: Failure = { code: 'cancelled', message: 'It was cancelled before its turn.' };

function failureOfAll(failed: readonly ImageRemovalResult[], allCount: number): Failure {
  return {
    code: 'conflict',
    message: `${failed.length} of ${formatPlural(allCount, 'image')} could not be removed.`,
    hint: 'The others are gone. Each one’s reason is in the details.',
    cause: failed
      .map(({ reference, failure }) => [reference, failure?.message, failure?.cause].join('\n'))
      .join('\n\n'),
  };
}
