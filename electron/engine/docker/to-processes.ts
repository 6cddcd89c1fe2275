import * as z from 'zod';
import type { ContainerProcess } from '../container-exec.ts';
import { checkShape } from './check-shape.ts';

/** What `ps` on the engine's machine is asked for; the command stands last, as it has spaces. */
export const PROCESS_COLUMNS = '-eo pid,etimes,args';

const ProcessesSchema = z.looseObject({
  Processes: z
    .array(z.array(z.string()))
    .nullish()
    .transform((list) => list ?? []),
});

/** Fails with `engine-protocol`. */
export function toProcesses(reply: unknown): readonly ContainerProcess[] {
  const { Processes: rows } = checkShape(ProcessesSchema, reply, 'the list of processes');
  return rows.map(([processId, ageSeconds, ...command]) => ({
    hostProcessId: Number(processId),
    ageSeconds: Number(ageSeconds),
    command: command.join(' '),
  }));
}
