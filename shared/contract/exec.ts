import * as z from 'zod';
import { request } from '../ipc/contract.ts';
import { ContainerIdSchema } from './container.ts';
import { EngineScopeSchema } from './engine.ts';
import { SessionIdSchema } from './terminal.ts';

/** Who began a program in a container. */
export const ExecOriginSchema = z.discriminatedUnion('kind', [
  /** A terminal that is open in this app. */
  z.object({ kind: z.literal('open-terminal'), sessionId: SessionIdSchema }),
  /** A terminal of an earlier run of Berth, or of another one. */
  z.object({ kind: z.literal('lost-terminal') }),
  z.object({ kind: z.literal('other') }),
]);

/** A program that a client began in a container by exec, and that still runs. */
export const ExecSchema = z.object({
  id: z.string(),
  /** As one line: what it is now where that is known, else as it was asked for. */
  command: z.string(),
  origin: ExecOriginSchema,
  /** As the engine's machine counts, not the container. */
  hostProcessId: z.number().int(),
  hasTty: z.boolean(),
  /** Absent where the engine's machine could not say. */
  ageSeconds: z.number().optional(),
});
export type Exec = Readonly<z.infer<typeof ExecSchema>>;

export const ContainerExecsSchema = z.object({
  execs: z.array(ExecSchema),
  /** Why no age is known, as a sentence; absent where it is. */
  ageUnknown: z.string().optional(),
});
export type ContainerExecs = Readonly<z.infer<typeof ContainerExecsSchema>>;

const ContainerScopeSchema = EngineScopeSchema.extend({ containerId: ContainerIdSchema });

export const execContract = {
  /** Programs that clients began in a container and that still run, oldest first where ages are known. */
  list: request(ContainerScopeSchema, ContainerExecsSchema),
  /**
   * Ends one as a closed window does: by a hang-up, and by force where that is ignored. Fails with `conflict`
   * where it cannot be told from others, `tool-missing` where the container has nothing to end it with.
   */
  end: request(ContainerScopeSchema.extend({ execId: z.string().max(128) }), z.void()),
} as const;
