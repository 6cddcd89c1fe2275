import { create } from 'zustand';
import type { Container } from '../../shared/contract/container.ts';
import type { Helper, HelperPlan } from '../../shared/contract/helper.ts';
import type { Session } from '../../shared/contract/terminal.ts';
import type { Failure } from '../../shared/ipc/failure.ts';
import { hasStopped } from '../../shared/value/has-stopped.ts';
import { api } from '../ipc/api.ts';
import { followStream } from './follow-stream.ts';
import type { Loadable } from './loadable.ts';
import {
  closeTerminal,
  FIRST_SIZE,
  openTerminal,
  showOpened,
  type TerminalTarget,
} from './terminal-store.ts';

/** A helper that is being decided on. */
export interface AskedHelper {
  readonly target: TerminalTarget;
  /** The terminal that found no shell; the helper's takes its place. */
  readonly session?: Session;
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

/** Opens the dialog and asks what would be made. `session` found no shell in it, where one was opened. */
export async function askHelper(
  { containerId, containerName }: TerminalTarget,
  session?: Session,
): Promise<void> {
  const target = { containerId, containerName };
  const asked: AskedHelper = {
    target,
    ...(session !== undefined && { session }),
    plan: { kind: 'loading' },
    isMaking: false,
  };
  useHelperStore.setState({ asked });
  const reply = await api.helper.plan({ containerId });
  const plan: Loadable<HelperPlan> = reply.ok
    ? { kind: 'ready', value: reply.value }
    : { kind: 'failed', failure: reply.failure };
  change(target, { plan });
}

/** A terminal in a container that runs; of one that has stopped, a helper is asked about. */
export async function openTerminalIn({ id, name, state }: Container): Promise<void> {
  const target = { containerId: id, containerName: name };
  if (hasStopped(state)) await askHelper(target);
  else await openTerminal(target);
}

/** Closes the dialog; nothing is made. */
export function dismissHelper(): void {
  useHelperStore.setState({ asked: undefined });
}

/** Makes the helper and shows its terminal, in the place of the one that has no shell. */
export async function makeHelper(image: string | undefined): Promise<void> {
  const { asked } = useHelperStore.getState();
  if (asked === undefined || asked.isMaking) return;
  const { refusal: _, ...rest } = asked;
  useHelperStore.setState({ asked: { ...rest, isMaking: true } });
  const { target, session } = asked;
  const { containerId } = target;
  const reply = await api.helper.open({ containerId, image, size: FIRST_SIZE });
  if (!reply.ok) return change(target, { isMaking: false, refusal: reply.failure });
  useHelperStore.setState({ asked: undefined });
  await showOpened({ id: reply.value.sessionId, containerName: target.containerName });
  if (session !== undefined) await closeTerminal(session);
}

function change({ containerId }: TerminalTarget, changed: Partial<AskedHelper>): void {
  useHelperStore.setState(({ asked }) =>
    asked?.target.containerId === containerId ? { asked: { ...asked, ...changed } } : {},
  );
}
