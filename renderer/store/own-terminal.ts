import type { Session } from '../../shared/contract/terminal.ts';
import { hasPage } from './kept-value.ts';

/** The session that this window was opened for; undefined in the main window. */
export const ownTerminalId: string | undefined = sessionOf(hasPage ? window.location.hash : '');

/** The session that a window's address names. */
export function sessionOf(hash: string): string | undefined {
  return /^#\/terminal\/(session-[\da-f]{16})$/.exec(hash)?.[1];
}

/** Whether another window shows a session, and this one must not. */
export function isElsewhere({ id, isInOwnWindow }: Session): boolean {
  return isInOwnWindow && id !== ownTerminalId;
}
