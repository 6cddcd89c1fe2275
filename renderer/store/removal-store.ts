import { create } from 'zustand';
import type { RemovalPreview } from '../../shared/contract/container.ts';
import { api } from '../ipc/api.ts';
import { removeContainer } from './container-store.ts';
import type { Loadable } from './loadable.ts';

/** The removal that the dialog asks about. */
export interface Removal {
  readonly id: string;
  readonly name: string;
  readonly preview: Loadable<RemovalPreview>;
}

interface RemovalState {
  readonly removal: Removal | undefined;
}

export const useRemovalStore = create<RemovalState>()(() => ({ removal: undefined }));

/** Opens the dialog and asks the engine what would go. */
export async function askRemoval(id: string, name: string): Promise<void> {
  useRemovalStore.setState({ removal: { id, name, preview: { kind: 'loading' } } });
  const reply = await api.container.previewRemoval({ id });
  useRemovalStore.setState(({ removal }) => {
    if (removal?.id !== id) return {};
    const preview: Loadable<RemovalPreview> = reply.ok
      ? { kind: 'ready', value: reply.value }
      : { kind: 'failed', failure: reply.failure };
    return { removal: { ...removal, preview } };
  });
}

/** Closes the dialog; nothing goes. */
export function dismissRemoval(): void {
  useRemovalStore.setState({ removal: undefined });
}

/** Closes the dialog and removes what it named. */
export async function confirmRemoval(
  preview: RemovalPreview,
  removeAnonymousVolumes: boolean,
): Promise<boolean> {
  dismissRemoval();
  return await removeContainer(preview, { removeAnonymousVolumes, force: preview.isRunning });
}
