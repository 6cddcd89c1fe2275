import { create } from 'zustand';
import type { RemovalPreview } from '../../shared/contract/container.ts';
import { api } from '../ipc/api.ts';
import type { Launch } from '../../shared/contract/launch.ts';
import { removeContainer } from './container-store.ts';
import { removeLaunch } from './launch-store.ts';
import type { Loadable } from './loadable.ts';

/** The removal that the dialog asks about. */
export interface Removal {
  readonly id: string;
  readonly name: string;
  /** Present where the container goes as part of its launch. */
  readonly launch?: Launch;
  readonly preview: Loadable<RemovalPreview>;
}

interface RemovalState {
  readonly removal: Removal | undefined;
}

export const useRemovalStore = create<RemovalState>()(() => ({ removal: undefined }));

/** Opens the dialog and asks the engine what would go. */
export async function askRemoval(id: string, name: string, launch?: Launch): Promise<void> {
  const removal: Removal = { id, name, preview: { kind: 'loading' } };
  useRemovalStore.setState({ removal: launch === undefined ? removal : { ...removal, launch } });
  const reply = await api.container.previewRemoval({ id });
  useRemovalStore.setState(({ removal }) => {
    if (removal?.id !== id) return {};
    const preview: Loadable<RemovalPreview> = reply.ok
      ? { kind: 'ready', value: reply.value }
      : { kind: 'failed', failure: reply.failure };
    return { removal: { ...removal, preview } };
  });
}

/** Opens the dialog for a launch; one that never had a container goes at once, as it holds nothing. */
export async function askLaunchRemoval(launch: Launch): Promise<void> {
  if (launch.containerId === undefined) await removeLaunch(launch);
  else await askRemoval(launch.containerId, launch.name, launch);
}

/** Closes the dialog; nothing goes. */
export function dismissRemoval(): void {
  useRemovalStore.setState({ removal: undefined });
}

/** Closes the dialog and removes what it named. */
export async function confirmRemoval(
  { launch }: Removal,
  preview: RemovalPreview,
  removeAnonymousVolumes: boolean,
): Promise<boolean> {
  dismissRemoval();
  if (launch !== undefined) return await removeLaunch(launch);
  return await removeContainer(preview, { removeAnonymousVolumes, force: preview.isRunning });
}
