import type { ExecConnection } from '../../engine/container-exec.ts';
import { AnnouncementReader, type AnnouncedShell } from './shell-announcement.ts';

/** A shell says which it is within milliseconds; one that cannot is used all the same. */
const ANNOUNCED_WITHIN_MS = 5_000;

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
  { onBegin, onOutput }: OutputTakers,
): Promise<string | undefined> {
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
