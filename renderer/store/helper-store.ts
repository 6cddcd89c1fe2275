import { create } from 'zustand';
import type { Helper, HelperPlan } from '../../shared/contract/helper.ts';
import type { Session } from '../../shared/contract/terminal.ts';
import type { Failure } from '../../shared/ipc/failure.ts';
import { api } from '../ipc/api.ts';
import { followStream } from './follow-stream.ts';
import type { Loadable } from './loadable.ts';
import { closeTerminal, FIRST_SIZE, showOpened } from './terminal-store.ts';

/** A helper that is being decided on. */
export interface AskedHelper {
  /** The terminal that found no shell; the helper's takes its place. */
  readonly session: Session;
  readonly plan: Loadable<HelperPlan>;
  readonly isMaking: boolean;
  /** Why the last try made none. */
  readonly refusal?: Failure;
}

interface HelperStoreState {
  readonly helpers: readonly Helper[];
  readonly asked: AskedHelper | undefined;
}

export const useHelperStore = create<HelperStoreState>()(() => ({ helpers: [], asked: undefined }));

/** Follows all helpers until `signal` aborts. */
export async function followHelpers(signal: AbortSignal): Promise<void> {
  await followStream({
    open: (streamSignal) => api.helper.watch({}, streamSignal),
    onItem: (helpers) => useHelperStore.setState({ helpers }),
    signal,
  });
}

/** Opens the dialog and asks what would be made. */
export async function askHelper(session: Session): Promise<void> {
  useHelperStore.setState({ asked: { session, plan: { kind: 'loading' }, isMaking: false } });
  const reply = await api.helper.plan({ containerId: session.containerId });
  const plan: Loadable<HelperPlan> = reply.ok
    ? { kind: 'ready', value: reply.value }
    : { kind: 'failed', failure: reply.failure };
  change(session, { plan });
}

/** Closes the dialog; nothing is made. */
export function dismissHelper(): void {
  useHelperStore.setState({ asked: undefined });
}

/** Makes the helper and shows its terminal in the place of the one that has no shell. */
export async function makeHelper(image: string): Promise<void> {
  const { asked } = useHelperStore.getState();
  if (asked === undefined || asked.isMaking) return;
  const { session, plan } = asked;
  useHelperStore.setState({ asked: { session, plan, isMaking: true } });
  const { containerId } = session;
  const reply = await api.helper.open({ containerId, image, size: FIRST_SIZE });
  if (!reply.ok) return change(session, { isMaking: false, refusal: reply.failure });
  useHelperStore.setState({ asked: undefined });
  await showOpened({ id: reply.value.sessionId, containerName: session.containerName });
  await closeTerminal(session);
}

function change({ id }: Session, changed: Partial<AskedHelper>): void {
  useHelperStore.setState(({ asked }) =>
    asked?.session.id === id ? { asked: { ...asked, ...changed } } : {},
  );
}
