import { create } from 'zustand';
import type { EngineContext, EngineState } from '../../shared/contract/engine.ts';
import { api } from '../ipc/api.ts';
import { IDLE, toFailed, toLoading, type Loadable } from './loadable.ts';
import { notifyFailure } from './notice-store.ts';

interface EngineStoreState {
  readonly state: EngineState;
  /** When `state` became of its kind. */
  readonly sinceMs: number;
  /** When the engine was last known to answer; absent before the first time. */
  readonly lastConnectedAtMs: number | undefined;
  readonly contexts: Loadable<readonly EngineContext[]>;
  /** True from the user's wish to try again until the engine's state says something new. */
  readonly isRetrying: boolean;
}

export const useEngineStore = create<EngineStoreState>()(() => ({
  state: { kind: 'connecting' },
  sinceMs: Date.now(),
  lastConnectedAtMs: undefined,
  contexts: IDLE,
  isRetrying: false,
}));

/** Takes over what the main process says of the engine. */
export function applyEngineState(state: EngineState): void {
  useEngineStore.setState((before) => ({
    state,
    sinceMs: before.state.kind === state.kind ? before.sinceMs : Date.now(),
    lastConnectedAtMs:
      before.state.kind === 'connected' || state.kind === 'connected'
        ? Date.now()
        : before.lastConnectedAtMs,
    isRetrying: false,
  }));
}

/** Since when an engine that answered before is silent; undefined where it never answered. */
export function silentSinceMs({
  state,
  lastConnectedAtMs,
}: Pick<EngineStoreState, 'state' | 'lastConnectedAtMs'>): number | undefined {
  return lastConnectedAtMs ?? ('sinceMs' in state ? state.sinceMs : undefined);
}

/** Whether the engine answers now. */
export function useIsEngineLive(): boolean {
  return useEngineStore(({ state }) => state.kind === 'connected');
}

/** Asks for a new attempt now. */
export async function retryEngine(): Promise<void> {
  useEngineStore.setState({ isRetrying: true });
  const reply = await api.engine.retry({});
  useEngineStore.setState({ isRetrying: false });
  if (!reply.ok) notifyFailure('Connecting to the engine', reply.failure);
}

/** Asks which contexts there are. */
export async function loadContexts(): Promise<void> {
  useEngineStore.setState(({ contexts }) => ({ contexts: toLoading(contexts) }));
  const reply = await api.engine.contexts({});
  useEngineStore.setState(({ contexts }) => ({
    contexts: reply.ok ? { kind: 'ready', value: reply.value } : toFailed(contexts, reply.failure),
  }));
}

/** Uses another context until the app ends. */
export async function selectContext(name: string): Promise<void> {
  useEngineStore.setState({ isRetrying: true });
  const reply = await api.engine.selectContext({ name });
  useEngineStore.setState({ isRetrying: false });
  if (!reply.ok) notifyFailure(`Using the context ${name}`, reply.failure);
}
