import { create } from 'zustand';
import type { ImageDetail } from '../../shared/contract/image.ts';
import { api } from '../ipc/api.ts';
import { IDLE, toFailed, toLoading, type Loadable } from './loadable.ts';

interface ImageDetailState {
  /** The image whose page is open. */
  readonly id: string | undefined;
  readonly detail: Loadable<ImageDetail>;
}

export const useImageDetailStore = create<ImageDetailState>()(() => ({
  id: undefined,
  detail: IDLE,
}));

/** Reads an image's page; what was shown of another one is forgotten. */
export async function openImageDetail(id: string): Promise<void> {
  useImageDetailStore.setState((state) => ({
    id,
    detail: state.id === id ? toLoading(state.detail) : { kind: 'loading' },
  }));
  const reply = await api.image.detail({ id });
  if (useImageDetailStore.getState().id !== id) return;
  useImageDetailStore.setState(({ detail }) => ({
    detail: reply.ok ? { kind: 'ready', value: reply.value } : toFailed(detail, reply.failure),
  }));
}

/** Leaves the page. */
export function closeImageDetail(): void {
  useImageDetailStore.setState({ id: undefined, detail: IDLE });
}
