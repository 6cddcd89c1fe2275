import { create } from 'zustand';
import type { Catalogue } from '../../shared/contract/template.ts';
import { api } from '../ipc/api.ts';
import { IDLE, toFailed, toLoading, type Loadable } from './loadable.ts';

interface TemplateStoreState {
  readonly catalogue: Loadable<Catalogue>;
}

export const useTemplateStore = create<TemplateStoreState>()(() => ({ catalogue: IDLE }));

/** Reads the catalogue. */
export async function loadCatalogue(): Promise<void> {
  useTemplateStore.setState(({ catalogue }) => ({ catalogue: toLoading(catalogue) }));
  const reply = await api.template.list({});
  useTemplateStore.setState(({ catalogue }) => ({
    catalogue: reply.ok
      ? { kind: 'ready', value: reply.value }
      : toFailed(catalogue, reply.failure),
  }));
}
