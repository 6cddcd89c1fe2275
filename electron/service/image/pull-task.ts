import { shortReference, type ImageReference } from '../../../shared/value/image-reference.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { PullOptions } from '../../engine/image-engine.ts';
import { PullBytes } from '../launch/pull-bytes.ts';
import { RateMeter } from '../task/rate-meter.ts';
import type { TaskHandle } from '../task/task-service.ts';

/** What is pulled. */
export interface PullWish {
  readonly reference: ImageReference;
  readonly options: PullOptions & { readonly signal: AbortSignal };
}

/**
 * Pulls and ends the task truthfully: done when the engine said so, and where its answer was cut, what the engine
 * has afterwards decides. Never fails itself.
 */
export async function pullAsTask(
  engine: ContainerEngine,
  task: TaskHandle,
  wish: PullWish,
): Promise<void> {
  const name = shortReference(wish.reference);
  const { signal } = wish.options;
  try {
    const before = await idOf(engine, name);
    try {
      await follow(engine, task, wish);
    } catch (error) {
      if (signal.aborted || !isCut(error)) throw error;
      const after = await idOf(engine, name).catch(() => undefined);
      if (after === undefined || after === before) throw error;
      task.end({
        status: 'done',
        detail: 'The connection was cut at the end; the engine has the new image.',
      });
    }
  } catch (error) {
    if (signal.aborted) {
      task.end({
        status: 'cancelled',
        detail: 'Cancelled; layers that were not whole are dropped.',
      });
      return;
    }
    const failure = failureOf(error);
    task.end({ status: failure.code === 'interrupted' ? 'interrupted' : 'failed', failure });
  }
}

async function follow(
  engine: ContainerEngine,
  task: TaskHandle,
  { reference, options }: PullWish,
): Promise<void> {
  const bytes = new PullBytes();
  const rate = new RateMeter();
  for await (const item of engine.pullImage(shortReference(reference), options)) {
    if (item.kind === 'done') {
      const detail = item.isNewer ? 'Pulled' : 'The engine had it already';
      task.end({ status: 'done', detail });
      return;
    }
    if (item.kind === 'layer') bytes.read(item);
    const progress = bytes.progress();
    rate.read(progress.doneBytes);
    task.update({
      detail: item.kind === 'message' ? item.text : bytes.detail(),
      ...progress,
      bytesPerSecond: rate.bytesPerSecond(),
      parts: bytes.parts(),
    });
  }
  throw new AppError({
    code: 'interrupted',
    message: 'The engine ended the pull without saying that it is done.',
    hint: 'Pull again: layers that are complete are kept.',
    subject: shortReference(reference),
  });
}

function isCut(error: unknown): boolean {
  return error instanceof AppError && error.failure.code === 'interrupted';
}

/** The image of that name; `undefined` for none. */
async function idOf(engine: ContainerEngine, name: string): Promise<string | undefined> {
  try {
    return (await engine.inspectImage(name)).id;
  } catch (error) {
    if (error instanceof AppError && error.failure.code === 'not-found') return undefined;
    throw error;
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof AppError) {
    const { failure } = error;
    return failure.code === 'interrupted'
      ? { ...failure, hint: 'Pull again: layers that are complete are kept.' }
      : failure;
  }
  return { code: 'internal', message: 'Something went wrong in Berth.', cause: String(error) };
}
