import * as z from 'zod';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { RunningExec } from '../container-exec.ts';
import { checkShape, nullableList, optionalText } from './check-shape.ts';
import type { RequestShaper } from './to-request-shaper.ts';

const ContainerSchema = z.looseObject({ ExecIDs: nullableList(z.string()) });

const ExecSchema = z.looseObject({
  ID: z.string(),
  Running: z.boolean(),
  Pid: z.number().int(),
  ProcessConfig: z.looseObject({
    tty: z.boolean().optional(),
    entrypoint: optionalText,
    arguments: nullableList(z.string()),
  }),
});

/** Programs that any client started in a container and that still run. */
export async function runningExecs(
  shaper: RequestShaper,
  containerId: string,
): Promise<readonly RunningExec[]> {
  const reply = await shaper.getContainer(containerId).inspect({});
  const { ExecIDs: ids } = checkShape(ContainerSchema, reply, 'the container');
  const all = await Promise.all(ids.map((id) => inspectExec(shaper, id)));
  return all.filter((exec) => exec !== undefined);
}

async function inspectExec(shaper: RequestShaper, id: string): Promise<RunningExec | undefined> {
  try {
    const reply = await shaper.getExec(id).inspect();
    const exec = checkShape(ExecSchema, reply, 'the program');
    const { entrypoint, arguments: rest, tty } = exec.ProcessConfig;
    // One that was created and not started has no process yet.
    if (!exec.Running || exec.Pid === 0) return undefined;
    return { id, command: [entrypoint, ...rest], hostProcessId: exec.Pid, hasTty: tty === true };
  } catch (error) {
    // It ended between the two questions.
    if (error instanceof AppError && error.failure.code === 'not-found') return undefined;
    throw error;
  }
}
