import { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { ExecConnection, ExecStatus } from '../container-exec.ts';
import { interrupted, protocolBroken } from './to-failure.ts';

/**
 * An engine closes the stream when the terminal closes and books the end when it hears of the
 * process's: a moment later, longer on a busy machine.
 */
const END_BOOKED_WITHIN_MS = 3_000;
const END_POLL_MS = 50;

/**
 * Engines take Ctrl-P Ctrl-Q for "detach" and so hold back every Ctrl-P, a shell's key for the former
 * command, until the next key. It cannot be switched off: what nobody types takes its place, so that
 * only Ctrl-^ waits.
 */
export const DETACH_KEYS = 'ctrl-^,ctrl-@,ctrl-^,ctrl-@,ctrl-_';

/** The way to a program over the connection that the engine handed over. */
export function connectionOver(
  socket: unknown,
  calls: Pick<ExecConnection, 'inspect' | 'resize'>,
): ExecConnection {
  if (!(socket instanceof Duplex)) {
    throw new AppError(protocolBroken('The engine did not hand over the connection.'));
  }
  return {
    output: readOutput(socket, calls.inspect),
    write: async (bytes) => await writeTo(socket, bytes),
    ...calls,
    dispose: () => void socket.destroy(),
  };
}

async function* readOutput(
  socket: Duplex,
  inspect: () => Promise<ExecStatus>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    // A tight copy: what is read from a socket is a view into a larger buffer.
    for await (const chunk of socket) yield new Uint8Array(chunk);
  } catch (error) {
    throw error instanceof AppError ? error : new AppError(interrupted(String(error)));
  }
  await confirmEnd(inspect);
}

/** Whatever lies between may close a connection in good order; only the engine knows of the end. */
async function confirmEnd(inspect: () => Promise<ExecStatus>): Promise<void> {
  const endMs = performance.now() + END_BOOKED_WITHIN_MS;
  for (;;) {
    let isRunning: boolean;
    try {
      ({ isRunning } = await inspect());
    } catch (error) {
      // It goes with its container, and then its stream has ended for good.
      if (error instanceof AppError && error.failure.code === 'not-found') return;
      throw new AppError(interrupted(`The end could not be confirmed: ${String(error)}`));
    }
    if (!isRunning) return;
    if (performance.now() > endMs) {
      throw new AppError(interrupted('The stream ended and the program did not.'));
    }
    await sleep(END_POLL_MS);
  }
}

async function writeTo(socket: Duplex, bytes: Uint8Array): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.write(bytes, (error) => {
      if (error) reject(new AppError(interrupted(error.message)));
      else resolve();
    });
  });
}
