import type { ExecConnection } from '../../engine/container-exec.ts';
import { FloodTurns } from './flood-turns.ts';
import { AnnouncementReader, type AnnouncedShell } from './shell-announcement.ts';

/** A shell says which it is within milliseconds; one that cannot is used all the same. */
const ANNOUNCED_WITHIN_MS = 5_000;

/**
 * So much of one session is taken before timers, requests and the other sessions have their turn. libuv reads a
 * socket up to 32 times in a row while there is more: eight floods held everything else up for 500 ms.
 */
const TURN_BYTES = 64 * 1024;

/** Of all sessions: they share one machine. */
const turns = new FloodTurns();

interface OutputTakers {
  /** The shell is there, with what came behind its announcement; absent where it made none. */
  readonly onBegin: (rest: Uint8Array, shell?: AnnouncedShell) => Promise<void>;
  /** The next is read when this one is taken. */
  readonly onOutput: (bytes: Uint8Array) => Promise<void>;
}

/**
 * Carries output until its end; returns what came in place of a shell, if none ever began. Without a secret nothing
 * is announced: all that comes is output.
 */
export async function carryOutput(
  connection: ExecConnection,
  secret: string | undefined,
  { onBegin, onOutput: takeOutput }: OutputTakers,
): Promise<string | undefined> {
  const flood = Symbol('flood');
  let turnBytes = 0;
  const onOutput = async (bytes: Uint8Array): Promise<void> => {
    await takeOutput(bytes);
    turnBytes += bytes.byteLength;
    if (turnBytes < TURN_BYTES) return;
    turnBytes = 0;
    await turns.next(flood);
  };
  if (secret === undefined) {
    await onBegin(new Uint8Array());
    for await (const bytes of connection.output) await onOutput(bytes);
    return undefined;
  }
  const announcement = new AnnouncementReader(secret);
  let hasBegun = false;
  const begin = async (rest: Uint8Array, shell?: AnnouncedShell): Promise<void> => {
    hasBegun = true;
    clearTimeout(timer);
    await onBegin(rest, shell);
  };
  const timer = setTimeout(() => void begin(announcement.held), ANNOUNCED_WITHIN_MS);
  try {
    for await (const bytes of connection.output) {
      if (hasBegun) {
        await onOutput(bytes);
        continue;
      }
      const heard = announcement.push(bytes);
      if (heard.kind === 'over') await begin(heard.rest, heard.shell);
    }
  } finally {
    clearTimeout(timer);
  }
  return hasBegun ? undefined : new TextDecoder().decode(announcement.held);
}
