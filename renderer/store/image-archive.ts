import { api } from '../ipc/api.ts';
import { notifyFailure } from './notice-store.ts';
import { toggleTasks } from './task-store.ts';

/** Asks where, and saves images into one archive as a task. */
export async function saveImages(references: readonly string[]): Promise<void> {
  const reply = await api.image.save({ references: [...references] });
  if (!reply.ok) notifyFailure('Saving images', reply.failure);
  else if (reply.value !== null) toggleTasks(true);
}

/** Asks for an archive, and loads it as a task. */
export async function loadImages(): Promise<void> {
  const reply = await api.image.load({});
  if (!reply.ok) notifyFailure('Loading images', reply.failure);
  else if (reply.value !== null) toggleTasks(true);
}
