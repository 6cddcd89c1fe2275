import { create } from 'zustand';
import type { ContainerDetail } from '../../shared/contract/container.ts';
import { api } from '../ipc/api.ts';
import { IDLE, toFailed, toLoading, type Loadable } from './loadable.ts';

interface ContainerDetailState {
  /** The container whose page is open. */
  readonly id: string | undefined;
  readonly detail: Loadable<ContainerDetail>;
}

export const useContainerDetailStore = create<ContainerDetailState>()(() => ({
  id: undefined,
  detail: IDLE,
}));

/** Opens a container's page: what was shown of another one is forgotten. */
export async function openContainerDetail(id: string): Promise<void> {
  if (useContainerDetailStore.getState().id !== id) {
    useContainerDetailStore.setState({ id, detail: { kind: 'loading' } });
  }
  await refreshContainerDetail(id);
}

/** Reads the open page again; does nothing for any other container. */
export async function refreshContainerDetail(id: string): Promise<void> {
  if (useContainerDetailStore.getState().id !== id) return;
  useContainerDetailStore.setState(({ detail }) => ({ detail: toLoading(detail) }));
  const reply = await api.container.detail({ id });
  if (useContainerDetailStore.getState().id !== id) return;
  useContainerDetailStore.setState(({ detail }) => ({
    detail: reply.ok ? { kind: 'ready', value: reply.value } : toFailed(detail, reply.failure),
  }));
}

/** Leaves the page. */
export function closeContainerDetail(): void {
  useContainerDetailStore.setState({ id: undefined, detail: IDLE });
}
