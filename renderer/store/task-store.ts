import { create } from 'zustand';
import type { Task } from '../../shared/contract/task.ts';
import { api } from '../ipc/api.ts';
import { followStream } from './follow-stream.ts';
import { notifyFailure } from './notice-store.ts';

interface TaskStoreState {
  /** Newest first, as the main process sends them. */
  readonly tasks: readonly Task[];
  readonly isPanelOpen: boolean;
  /** Tasks whose cancel is under way. */
  readonly cancelling: ReadonlySet<string>;
}

export const useTaskStore = create<TaskStoreState>()(() => ({
  tasks: [],
  isPanelOpen: false,
  cancelling: new Set(),
}));

/** Follows all tasks until `signal` aborts. */
export async function followTasks(signal: AbortSignal): Promise<void> {
  await followStream({
    open: (streamSignal) => api.task.progress({}, streamSignal),
    onItem: (tasks) => useTaskStore.setState({ tasks }),
    signal,
  });
}

/** Opens or closes the panel of tasks. */
export function toggleTasks(isPanelOpen = !useTaskStore.getState().isPanelOpen): void {
  useTaskStore.setState({ isPanelOpen });
}

/** Ends a task's work. */
export async function cancelTask(task: Task): Promise<void> {
  mark(task.id, true);
  const reply = await api.task.cancel({ taskId: task.id });
  mark(task.id, false);
  if (!reply.ok) notifyFailure(`Cancelling “${task.title}”`, reply.failure);
}

/** Takes ended tasks off the list. */
export async function clearEndedTasks(): Promise<void> {
  const reply = await api.task.clearEnded({});
  if (!reply.ok) notifyFailure('Clearing the list of tasks', reply.failure);
}

function mark(taskId: string, isCancelling: boolean): void {
  useTaskStore.setState(({ cancelling }) => {
    const next = new Set(cancelling);
    if (isCancelling) next.add(taskId);
    else next.delete(taskId);
    return { cancelling: next };
  });
}
