import type { TerminalSession } from './terminal-session.ts';

/** The windows that hold one terminal each. */
export interface SessionWindows {
  /** Opens a session's window, or brings it to the front; `onClosed` is called once, however it goes. */
  readonly open: (sessionId: string, onClosed: () => void) => void;
  /** Closes a session's window; nothing where it has none. */
  readonly close: (sessionId: string) => void;
}

/** Moves a session to a window of its own, until that window is closed. The session goes on either way. */
export function moveToOwnWindow(session: TerminalSession, windows: SessionWindows): void {
  const { id, isInOwnWindow } = session.row;
  // First, so that the window that shows it now lets go of it.
  if (!isInOwnWindow) session.note({ isInOwnWindow: true });
  windows.open(id, () => session.note({ isInOwnWindow: false }));
}
