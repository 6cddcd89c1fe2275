import { create } from 'zustand';
import type { Session, TerminalPalette, TerminalSize } from '../../shared/contract/terminal.ts';
import { api } from '../ipc/api.ts';
import { followStream } from './follow-stream.ts';
import { notifyFailure } from './notice-store.ts';
import { markBellsSeen } from './terminal-bell-store.ts';
import { ownTerminalId } from './own-terminal.ts';
import type { SplitAxis } from './terminal-layout.ts';
import { focusTerminal, keepChoice, showTerminal, type Beside } from './terminal-panel-store.ts';

interface TerminalStoreState {
  /** Every session, oldest first; undefined until the main process told. */
  readonly sessions: readonly Session[] | undefined;
  /** Containers that a terminal is being opened in. */
  readonly opening: ReadonlySet<string>;
}

export const useTerminalStore = create<TerminalStoreState>()(() => ({
  sessions: undefined,
  opening: new Set(),
}));

/** A session starts with this; the panel gives it its own size as soon as it shows it. */
export const FIRST_SIZE: TerminalSize = { columns: 80, rows: 24 };

/** Follows all sessions until `signal` aborts. */
export async function followTerminals(signal: AbortSignal): Promise<void> {
  await followStream({
    open: (streamSignal) => api.terminal.watch({}, streamSignal),
    onItem: (sessions) => {
      const before = useTerminalStore.getState().sessions;
      useTerminalStore.setState({ sessions });
      keepChoice(before, sessions);
      if (before === undefined) markBellsSeen(sessions);
    },
    signal,
  });
}

/** A container as far as opening a terminal in it goes. */
export interface TerminalTarget {
  readonly containerId: string;
  readonly containerName: string;
}

/** Opens a terminal in a container that runs, and shows it. */
export async function openTerminal(
  { containerId, containerName }: TerminalTarget,
  beside?: Beside,
): Promise<void> {
  if (useTerminalStore.getState().opening.has(containerId)) return;
  markOpening(containerId, true);
  const reply = await api.terminal.open({ containerId, size: FIRST_SIZE });
  markOpening(containerId, false);
  if (reply.ok) await showOpened({ id: reply.value.sessionId, containerName }, beside);
  else notifyFailure(`Opening a terminal in ${containerName}`, reply.failure);
}

/** Attaches to the own program of a container that runs, and shows it. */
export async function attachTerminal(target: TerminalTarget): Promise<void> {
  const { containerId, containerName } = target;
  const reply = await api.terminal.attachContainer({ containerId, size: FIRST_SIZE });
  if (reply.ok) await showOpened({ id: reply.value.sessionId, containerName });
  else notifyFailure(`Attaching to ${containerName}`, reply.failure);
}

/** Opens another terminal in the container of one, beside or below it. */
export async function splitTerminal(session: Session, axis: SplitAxis): Promise<void> {
  await openTerminal(session, { sessionId: session.id, axis });
}

/** A new shell in the place of one that ended. */
export async function reconnectTerminal({ id, containerName }: Session): Promise<void> {
  const reply = await api.terminal.reconnect({ sessionId: id });
  if (!reply.ok) notifyFailure(`Reconnecting to ${containerName}`, reply.failure);
}

/** Ends a session's shell and forgets it. */
export async function closeTerminal({ id, containerName }: Session): Promise<void> {
  const reply = await api.terminal.close({ sessionId: id });
  if (!reply.ok) notifyFailure(`Closing the terminal in ${containerName}`, reply.failure);
}

/** Gives a session the user's name; an empty one takes it away. */
export async function renameTerminal({ id, containerName }: Session, name: string): Promise<void> {
  const reply = await api.terminal.rename({ sessionId: id, name });
  if (!reply.ok) notifyFailure(`Renaming the terminal in ${containerName}`, reply.failure);
}

/** Shows a session that was opened here: in the panel, or, where this window has none, in another window. */
export async function showOpened(session: NamedSession, beside?: Beside): Promise<void> {
  if (ownTerminalId === undefined) showTerminal(session.id, beside);
  else await moveTerminalToWindow(session);
}

/** A session as far as a window for it goes. */
type NamedSession = Pick<Session, 'id' | 'containerName'>;

/** Moves a terminal to a window of its own, or brings that window to the front. */
export async function moveTerminalToWindow({ id, containerName }: NamedSession): Promise<void> {
  const reply = await api.terminal.moveToWindow({ sessionId: id });
  if (!reply.ok) notifyFailure(`Opening a window for ${containerName}`, reply.failure);
}

/** Brings a terminal back from a window of its own. */
export async function bringTerminalBack({ id, containerName }: Session): Promise<void> {
  focusTerminal();
  const reply = await api.terminal.bringBack({ sessionId: id });
  if (!reply.ok) notifyFailure(`Bringing back the terminal in ${containerName}`, reply.failure);
}

/** Tells how terminals are drawn here, which programs ask about. */
export async function tellTerminalLook(
  palette: TerminalPalette,
  scrollbackLines: number,
): Promise<void> {
  const reply = await api.terminal.look({ palette, scrollbackLines });
  if (!reply.ok) notifyFailure('Setting up the terminals', reply.failure);
}

/** Opens a link in the user's browser. */
export async function openTerminalLink(url: string): Promise<void> {
  const reply = await api.terminal.openLink({ url });
  if (!reply.ok) notifyFailure('Opening the link', reply.failure);
}

/** Marks a container that a terminal is being opened in. */
function markOpening(containerId: string, isOpening: boolean): void {
  useTerminalStore.setState(({ opening }) => {
    const next = new Set(opening);
    if (isOpening) next.add(containerId);
    else next.delete(containerId);
    return { opening: next };
  });
}
