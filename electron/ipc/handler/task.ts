import type { TaskService } from '../../service/task/task-service.ts';
import type { DomainHandlers } from '../handler-types.ts';

/** Serves the domain `task`. */
export function taskHandlers(tasks: TaskService): DomainHandlers<'task'> {
  return {
    progress: async function* (_input, { signal }) {
      for await (const all of tasks.watch(signal)) yield [...all];
    },
    cancel: ({ taskId }) => tasks.cancel(taskId),
    clearEnded: () => tasks.clearEnded(),
  };
}
