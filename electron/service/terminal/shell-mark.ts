import { randomBytes } from 'node:crypto';

/** What a shell's environment calls it: tells each shell of Berth from all else in its container. */
export const MARK_VARIABLE = 'BERTH_SHELL';

const MARK = /^(session-[0-9a-f]{16})-[0-9a-f]{8}$/;

/** A name for one shell of a session; a successor gets another one. */
export function newShellMark(sessionId: string): string {
  return `${sessionId}-${randomBytes(4).toString('hex')}`;
}

/** The mark that a shell was begun with, and its session; undefined for a program that is no shell of Berth. */
export function markOf(
  command: readonly string[],
): { readonly mark: string; readonly sessionId: string } | undefined {
  for (const word of command) {
    const [mark, sessionId] = MARK.exec(word) ?? [];
    if (mark !== undefined && sessionId !== undefined) return { mark, sessionId };
  }
  return undefined;
}
