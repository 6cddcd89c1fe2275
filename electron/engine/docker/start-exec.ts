import { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { CallOptions, ExecConnection, ExecSpec, ExecStatus } from '../container-engine.ts';
import { checkShape } from './check-shape.ts';
import { interrupted, protocolBroken } from './to-failure.ts';
import type { RequestShaper } from './to-request-shaper.ts';

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
const DETACH_KEYS = 'ctrl-^,ctrl-@,ctrl-^,ctrl-@,ctrl-_';

const ExecSchema = z.looseObject({
  Running: z.boolean(),
  ExitCode: z.number().int().nullish(),
});

/** Starts a program on a terminal and takes over the connection that the engine answers on. */
export async function startExec(
  shape: (options: CallOptions) => RequestShaper,
  containerId: string,
  spec: ExecSpec,
  options: CallOptions,
): Promise<ExecConnection> {
  const created = await shape(options)
    .getContainer(containerId)
    .exec({
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
      Tty: true,
      Cmd: spec.command,
      Env: spec.env,
      DetachKeys: DETACH_KEYS,
      // Engines before API 1.42 do not know it: they learn the size by the first resize.
      ConsoleSize: [spec.rows, spec.columns],
    });
  if (typeof created.id !== 'string') {
    throw new AppError(protocolBroken('The engine named no id of what it is to run.'));
  }
  const execId = created.id;
  const socket = await shape(options)
    .getExec(execId)
    .start({ hijack: true, stdin: true, _query: {}, _body: { Detach: false, Tty: true } });
  if (!(socket instanceof Duplex)) {
    throw new AppError(protocolBroken('The engine did not hand over the connection.'));
  }
  const inspect = async (call: CallOptions = {}): Promise<ExecStatus> =>
    toStatus(await shape(call).getExec(execId).inspect());
  return {
    output: readOutput(socket, inspect),
    write: async (bytes) => await writeTo(socket, bytes),
    resize: async (columns, rows, call = {}) => {
      await shape(call).getExec(execId).resize({ h: rows, w: columns });
    },
    inspect,
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

function toStatus(reply: unknown): ExecStatus {
  const { Running: isRunning, ExitCode: exitCode } = checkShape(ExecSchema, reply, 'the program');
  return { isRunning, ...(!isRunning && { exitCode: exitCode ?? undefined }) };
}
