import { create } from 'zustand';
import type { ContainerExecs, Exec } from '../../shared/contract/exec.ts';
import { api } from '../ipc/api.ts';
import { IDLE, toFailed, toLoading, type Loadable } from './loadable.ts';
import { notifyFailure, notifyInfo } from './notice-store.ts';

interface ExecStoreState {
  /** The container whose programs are shown. */
  readonly containerId: string | undefined;
  readonly execs: Loadable<ContainerExecs>;
  /** When they were read: their ages count from then. */
  readonly readAtMs: number;
  /** Those that are being ended. */
  readonly ending: ReadonlySet<string>;
}

export const useExecStore = create<ExecStoreState>()(() => ({
  containerId: undefined,
  execs: IDLE,
  readAtMs: 0,
  ending: new Set(),
}));

/** Their events are not told: health checks alone would be a stream of them. */
const READ_EVERY_MS = 3_000;

/** Shows the programs that clients began in a container; the answer ends that. */
export function followExecs(containerId: string): () => void {
  useExecStore.setState({ containerId, execs: { kind: 'loading' } });
  void refreshExecs(containerId);
  const timer = setInterval(() => {
    const isAsking = useExecStore.getState().execs.kind === 'loading';
    if (!isAsking && !document.hidden) void refreshExecs(containerId);
  }, READ_EVERY_MS);
  return () => {
    clearInterval(timer);
    useExecStore.setState({ containerId: undefined, execs: IDLE });
  };
}

/** Reads them again; does nothing for a container whose programs are not shown. */
export async function refreshExecs(containerId: string): Promise<void> {
  if (useExecStore.getState().containerId !== containerId) return;
  useExecStore.setState(({ execs }) => ({ execs: toLoading(execs) }));
  const reply = await api.exec.list({ containerId });
  if (useExecStore.getState().containerId !== containerId) return;
  useExecStore.setState(({ execs }) => ({
    execs: reply.ok ? { kind: 'ready', value: reply.value } : toFailed(execs, reply.failure),
    readAtMs: Date.now(),
  }));
}

/** Ends one. */
export async function endExec(containerId: string, { id, command }: Exec): Promise<void> {
  setEnding(id, true);
  const reply = await api.exec.end({ containerId, execId: id });
  setEnding(id, false);
  if (reply.ok) notifyInfo(`${command} was ended.`);
  else notifyFailure(`Ending ${command}`, reply.failure);
  await refreshExecs(containerId);
}

function setEnding(id: string, isEnding: boolean): void {
  useExecStore.setState(({ ending }) => {
    const next = new Set(ending);
    if (isEnding) next.add(id);
    else next.delete(id);
    return { ending: next };
  });
}
