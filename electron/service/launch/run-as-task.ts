import type { Task } from '../../../shared/contract/task.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import type { TaskHandle } from '../task/task-service.ts';
import type { LaunchJob } from './launch-job.ts';

/** Runs long work as a task of the list; the task's own cancel cancels the launch. */
export async function runAsTask<T>(
  job: LaunchJob,
  kind: Task['kind'],
  title: string,
  work: (task: TaskHandle) => Promise<T>,
): Promise<T> {
  const task = job.tasks.start({ kind, title, abort: job.cancel });
  try {
    const result = await work(task);
    task.end({ status: 'done', detail: 'Done' });
    return result;
  } catch (error) {
    if (job.signal.aborted) {
      task.end({ status: 'cancelled', detail: 'Cancelled' });
    } else {
      const failure = failureOf(error);
      task.end({ status: failure.code === 'interrupted' ? 'interrupted' : 'failed', failure });
    }
    throw error;
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return error.failure;
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'internal', message: 'Something went wrong in Berth.', cause };
}
