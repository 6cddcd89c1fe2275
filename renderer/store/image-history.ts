import { api } from '../ipc/api.ts';
import { notifyFailure, notifyInfo } from './notice-store.ts';

/** Asks where, and saves how an image came to be. */
export async function saveHistory(id: string, form: 'dockerfile' | 'json'): Promise<void> {
  const reply = await api.image.saveHistory({ id, form });
  if (!reply.ok) notifyFailure('Saving the history', reply.failure);
  else if (reply.value !== null) notifyInfo(`Saved as ${reply.value.path}`);
}
