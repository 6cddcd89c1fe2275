import type { Session } from '../../../shared/contract/terminal.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { ExecConnection } from '../../engine/container-exec.ts';
import { refusalOf } from './session-end.ts';
import type { AnnouncedShell } from './shell-announcement.ts';
import { shellCommand } from './shell-command.ts';
import { fallbackLine, isFallback, type ShellOpening } from './shell-opening.ts';

/** What runs in a session, begun anew by each reconnect. */
export interface SessionProgram {
  readonly kind: Session['kind'];
  /** Whether nothing that is typed reaches it. */
  readonly isReadOnly: boolean;
  /** Whether it says, behind a secret, which shell it is before anything else. */
  readonly announces: boolean;
  readonly begin: (
    engine: ContainerEngine,
    row: Session,
    secret: string,
  ) => Promise<ExecConnection>;
  /** What is shown above its output; it comes from Berth. */
  readonly greeting: (shell: AnnouncedShell | undefined) => Uint8Array;
  /** Why it never began: `words` is all that came in its place. */
  readonly refusalOf: (connection: ExecConnection, words: string) => Promise<Failure>;
}

/** A shell of the session's own. */
export function shellProgram(opening: ShellOpening): SessionProgram {
  return {
    kind: 'shell',
    isReadOnly: false,
    announces: true,
    begin: async (engine, row, secret) =>
      await engine.startExec(row.containerId, shellCommand(row, secret, opening)),
    greeting: (shell) =>
      shell !== undefined && isFallback(opening, shell)
        ? fallbackLine(opening, shell)
        : new Uint8Array(),
    refusalOf: async (connection, words) => await refusalOf(connection, words, opening.choice),
  };
}

/** The container's own program, on the terminal that the container was made with. */
export function ownProgram(isReadOnly: boolean): SessionProgram {
  return {
    kind: 'attach',
    isReadOnly,
    announces: false,
    begin: async (engine, { containerId, size }) => {
      const connection = await engine.attachContainer(containerId);
      // Another size for a moment makes most programs draw themselves anew: what they drew before is not told.
      await connection.resize(size.columns, size.rows + 1).catch(() => undefined);
      return connection;
    },
    greeting: () => new Uint8Array(),
    refusalOf: async (connection, words) => await refusalOf(connection, words, {}),
  };
}
