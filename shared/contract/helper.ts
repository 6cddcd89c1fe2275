import * as z from 'zod';
import { request, stream } from '../ipc/contract.ts';
import { ContainerIdSchema } from './container.ts';
import { EngineScopeSchema } from './engine.ts';
import { SessionIdSchema, TerminalSizeSchema } from './terminal.ts';

/** An image that a helper may be made from; the engine has it. */
const HelperImageSchema = z.object({
  reference: z.string(),
  sizeBytes: z.number(),
  /** What it starts by itself is a shell; whether others have one is not known. */
  isShellKnown: z.boolean(),
});
export type HelperImage = Readonly<z.infer<typeof HelperImageSchema>>;

/** What a helper beside a container would be made of. */
export const HelperPlanSchema = z.object({
  containerName: z.string(),
  /** The image of the last helper first, then those with a shell, the smallest first. */
  images: z.array(HelperImageSchema),
  sharesHostNetwork: z.boolean(),
  sharesMemory: z.boolean(),
  sharesDevices: z.boolean(),
});
export type HelperPlan = Readonly<z.infer<typeof HelperPlanSchema>>;

/** A container that stands beside another one, for as long as its terminal. */
export const HelperSchema = z.object({
  sessionId: SessionIdSchema,
  targetId: ContainerIdSchema,
  targetName: z.string(),
  image: z.string(),
});
export type Helper = Readonly<z.infer<typeof HelperSchema>>;

export const helperContract = {
  /** All helpers whenever one comes or goes. */
  watch: stream({
    input: EngineScopeSchema,
    item: z.array(HelperSchema),
    unit: 'items',
    window: 1,
    overflow: { kind: 'latest', keyOf: () => 'all' },
  }),
  /** What would be made; makes nothing. Fails with `conflict` where the container does not run. */
  plan: request(EngineScopeSchema.extend({ containerId: ContainerIdSchema }), HelperPlanSchema),
  /**
   * Makes a helper and opens a shell in it, in the container's own files. Nothing of it stays where that fails:
   * `tool-missing` where the image has no shell, `engine-permission-denied` where the files stay closed.
   */
  open: request(
    EngineScopeSchema.extend({
      containerId: ContainerIdSchema,
      image: z.string().min(1).max(512),
      size: TerminalSizeSchema,
    }),
    z.object({ sessionId: SessionIdSchema }),
  ),
} as const;
