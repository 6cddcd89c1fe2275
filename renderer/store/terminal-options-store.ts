import { create } from 'zustand';
import type { Session, ShellFacts } from '../../shared/contract/terminal.ts';
import type { Failure } from '../../shared/ipc/failure.ts';
import type { ShellChoice } from '../../shared/value/shell-choice.ts';
import { api } from '../ipc/api.ts';
import type { Loadable } from './loadable.ts';
import { notifyFailure } from './notice-store.ts';
import { focusTerminal } from './terminal-panel-store.ts';
import {
  closeTerminal,
  FIRST_SIZE,
  showOpened,
  useTerminalStore,
  type TerminalTarget,
} from './terminal-store.ts';

/** A terminal that is being chosen. */
export interface AskedTerminal {
  readonly target: TerminalTarget;
  /** Whether the keyboard goes to the terminal when nothing is opened, as it came from there. */
  readonly isFromPanel: boolean;
  readonly facts: Loadable<ShellFacts>;
  /** True from the wish to open it until its shell runs or is refused. */
  readonly isOpening: boolean;
  /** Why the last try opened none. */
  readonly refusal?: Failure;
}

interface TerminalOptionsState {
  readonly asked: AskedTerminal | undefined;
}

export const useTerminalOptionsStore = create<TerminalOptionsState>()(() => ({ asked: undefined }));

/** Opens the dialog and asks the container which shells it has. */
export function askTerminalOptions(
  { containerId, containerName }: TerminalTarget,
  isFromPanel = false,
): void {
  const target = { containerId, containerName };
  useTerminalOptionsStore.setState({
    asked: { target, isFromPanel, facts: { kind: 'loading' }, isOpening: false },
  });
  void loadFacts(target);
}

/** Closes the dialog; nothing is opened. */
export function dismissTerminalOptions(): void {
  const { asked } = useTerminalOptionsStore.getState();
  useTerminalOptionsStore.setState({ asked: undefined });
  if (asked?.isFromPanel === true) focusTerminal();
}

/** Opens the terminal as chosen. The dialog stays until its shell runs, and says why where it does not. */
export async function openChosenTerminal(choice: ShellChoice): Promise<void> {
  const { asked } = useTerminalOptionsStore.getState();
  if (asked === undefined || asked.isOpening) return;
  const { refusal: _before, ...rest } = asked;
  const { target } = asked;
  useTerminalOptionsStore.setState({ asked: { ...rest, isOpening: true } });
  const { containerId } = target;
  const reply = await api.terminal.open({ containerId, size: FIRST_SIZE, choice });
  if (!reply.ok) return refuse(target, reply.failure);
  const session = await startedSession(reply.value.sessionId);
  if (session?.state.kind === 'failed') {
    await closeTerminal(session);
    return refuse(target, session.state.failure);
  }
  if (isAsked(target)) useTerminalOptionsStore.setState({ asked: undefined });
  await showOpened({ id: reply.value.sessionId, containerName: target.containerName });
}

/** Forgets what was chosen for the image. */
export async function forgetShell(image: string): Promise<void> {
  const reply = await api.terminal.forgetShell({ image });
  if (!reply.ok) return notifyFailure(`Forgetting the shell for ${image}`, reply.failure);
  const { asked } = useTerminalOptionsStore.getState();
  if (asked !== undefined) await loadFacts(asked.target);
}

async function loadFacts(target: TerminalTarget): Promise<void> {
  const reply = await api.terminal.shellFacts({ containerId: target.containerId });
  const facts: Loadable<ShellFacts> = reply.ok
    ? { kind: 'ready', value: reply.value }
    : { kind: 'failed', failure: reply.failure };
  change(target, { facts });
}

function refuse(target: TerminalTarget, refusal: Failure): void {
  if (isAsked(target)) change(target, { isOpening: false, refusal });
  else notifyFailure(`Opening a terminal in ${target.containerName}`, refusal);
}

function isAsked({ containerId }: TerminalTarget): boolean {
  const { asked } = useTerminalOptionsStore.getState();
  return asked?.target.containerId === containerId;
}

function change(target: TerminalTarget, changed: Partial<AskedTerminal>): void {
  useTerminalOptionsStore.setState(({ asked }) =>
    asked !== undefined && isAsked(target) ? { asked: { ...asked, ...changed } } : {},
  );
}

/** The session when it has begun or could not; undefined when it went meanwhile. */
async function startedSession(id: string): Promise<Session | undefined> {
  return await new Promise((resolve) => {
    let wasListed = false;
    const look = (): void => {
      const session = useTerminalStore.getState().sessions?.find((each) => each.id === id);
      if (session === undefined ? !wasListed : session.state.kind === 'starting') {
        wasListed ||= session !== undefined;
        return;
      }
      unsubscribe();
      resolve(session);
    };
    const unsubscribe = useTerminalStore.subscribe(look);
    look();
  });
}
