import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import type { TaskHandle, TaskRequest, TaskService } from '../task/task-service.ts';

/** Begins work as a task that no window keeps alive; answers the task's id. The work answers its last words. */
export function runImageTask(
  tasks: TaskService,
  request: Omit<TaskRequest, 'abort'>,
  work: (task: TaskHandle, signal: AbortSignal) => Promise<string>,
): string {
  const cancel = new AbortController();
  const task = tasks.start({ ...request, abort: () => cancel.abort() });
  void work(task, cancel.signal).then(
    (detail) => task.end({ status: 'done', detail }),
    (error: unknown) => {
      if (cancel.signal.aborted) return task.end({ status: 'cancelled', detail: 'Cancelled' });
      const failure = taskFailure(error);
      const status = failure.code === 'interrupted' ? 'interrupted' : 'failed';
      return task.end({ status, failure });
    },
  );
  return task.id;
}

function taskFailure(error: unknown): Failure {
  if (error instanceof AppError) return error.failure;
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'internal', message: 'Something went wrong in Berth.', cause };
}
