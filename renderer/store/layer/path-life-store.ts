import { create } from 'zustand';
import type { PathLife } from '../../../shared/contract/layer.ts';
import { api } from '../../ipc/api.ts';
import { IDLE, toFailed, type Loadable } from '../loadable.ts';

interface PathLifeState {
  readonly key: string | undefined;
  /** While another path is asked for, the last one stays: it goes in the same moment. */
  readonly life: Loadable<PathLife>;
}

/** What every layer did to the current path. */
export const usePathLifeStore = create<PathLifeState>()(() => ({ key: undefined, life: IDLE }));

/** Held-down arrow keys pass faster: what flies by is not asked for. */
const PAUSE_MS = 60;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks for the life of a path. */
export function showLife(imageId: string, node: number): void {
  const key = `${imageId} ${node}`;
  const { key: before } = usePathLifeStore.getState();
  if (before === key) return;
  clearTimeout(timer);
  usePathLifeStore.setState(({ life }) => ({
    key,
    life: before?.startsWith(imageId) === true ? life : { kind: 'loading' },
  }));
  timer = setTimeout(() => void ask(key, imageId, node), PAUSE_MS);
}

async function ask(key: string, imageId: string, node: number): Promise<void> {
  const reply = await api.layer.life({ imageId, node });
  if (usePathLifeStore.getState().key !== key) return;
  usePathLifeStore.setState(({ life }) => ({
    life: reply.ok ? { kind: 'ready', value: reply.value } : toFailed(life, reply.failure),
  }));
}
