import * as z from 'zod';
import { request, stream } from '../ipc/contract.ts';
import { FailureSchema } from '../ipc/failure.ts';

export const TaskIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

/** One of the things that a task does side by side. */
export const TaskPartSchema = z.object({
  id: z.string(),
  status: z.enum(['waiting', 'running', 'done']),
  /** What happens to it, for example `Downloading`. */
  detail: z.string(),
  doneBytes: z.number().optional(),
  totalBytes: z.number().optional(),
});
export type TaskPart = Readonly<z.infer<typeof TaskPartSchema>>;

/** A pull, build or other long work. Lives in the main process: no window keeps it alive. */
export const TaskSchema = z.object({
  id: TaskIdSchema,
  kind: z.enum(['pull', 'make-image', 'remove', 'save', 'load', 'read-layers', 'save-file']),
  /** For example `Pull quay.io/jupyter/scipy-notebook`. */
  title: z.string(),
  status: z.enum(['running', 'done', 'failed', 'cancelled', 'interrupted']),
  /** What it is doing now, one line. */
  detail: z.string(),
  startedAtMs: z.number(),
  endedAtMs: z.number().optional(),
  /** Share done in per cent, 0 to 100; absent when it cannot be known. */
  donePct: z.number().min(0).max(100).optional(),
  doneBytes: z.number().optional(),
  totalBytes: z.number().optional(),
  /** Over the last seconds; absent while it cannot be told. */
  bytesPerSecond: z.number().optional(),
  /** What goes on side by side, as the layers of a pull; absent where it is one thing. */
  parts: z.array(TaskPartSchema).optional(),
  failure: FailureSchema.optional(),
});
export type Task = Readonly<z.infer<typeof TaskSchema>>;

export const taskContract = {
  /** All tasks, newest first, whenever one changes. */
  progress: stream({
    input: z.strictObject({}),
    item: z.array(TaskSchema),
    unit: 'items',
    window: 1,
    overflow: { kind: 'latest', keyOf: () => 'all' },
  }),
  cancel: request(z.strictObject({ taskId: TaskIdSchema }), z.void()),
  /** Takes ended tasks off the list. */
  clearEnded: request(z.strictObject({}), z.void()),
} as const;
