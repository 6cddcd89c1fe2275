import * as z from 'zod';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { CallOptions } from '../image-engine.ts';
import type { ExecConnection, ExecSpec, ExecStatus } from '../container-exec.ts';
import { checkShape } from './check-shape.ts';
import { connectionOver, DETACH_KEYS } from './program-connection.ts';
import { protocolBroken } from './to-failure.ts';
import type { RequestShaper } from './to-request-shaper.ts';

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
      ...(spec.user !== undefined && { User: spec.user }),
      ...(spec.directory !== undefined && { WorkingDir: spec.directory }),
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
  const inspect = async (call: CallOptions = {}): Promise<ExecStatus> =>
    toStatus(await shape(call).getExec(execId).inspect());
  return connectionOver(socket, {
    inspect,
    resize: async (columns, rows, call = {}) => {
      await shape(call).getExec(execId).resize({ h: rows, w: columns });
    },
  });
}

function toStatus(reply: unknown): ExecStatus {
  const { Running: isRunning, ExitCode: exitCode } = checkShape(ExecSchema, reply, 'the program');
  return { isRunning, ...(!isRunning && { exitCode: exitCode ?? undefined }) };
}
