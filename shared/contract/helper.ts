import * as z from 'zod';
import { request, stream } from '../ipc/contract.ts';
import { ContainerIdSchema, ContainerStateSchema } from './container.ts';
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

/** What a helper beside a container that runs would be made of. */
const BesidePlanSchema = z.object({
  kind: z.literal('beside'),
  containerName: z.string(),
  /** The image of the last helper first, then those with a shell, the smallest first. */
  images: z.array(HelperImageSchema),
  sharesHostNetwork: z.boolean(),
  sharesMemory: z.boolean(),
  sharesDevices: z.boolean(),
});
export type BesidePlan = Readonly<z.infer<typeof BesidePlanSchema>>;

/** What a helper from a copy of a container that does not run would be made of. */
const CopyPlanSchema = z.object({
  kind: z.literal('copy'),
  containerName: z.string(),
  state: ContainerStateSchema,
  /** Without one, another image has to bring it, and all files are copied into its container. */
  hasShell: z.boolean(),
  /** Empty where none is needed. */
  images: z.array(HelperImageSchema),
  /** What the container has written itself, and all its files; both without volumes. Source: the engine's count. */
  ownBytes: z.number(),
  wholeBytes: z.number(),
  /** Where its volumes and folders of the engine's machine are mounted: these are no copies. */
  volumes: z.array(z.string()),
  /** What it would have in memory, and parts of volumes: not there. */
  emptyPlaces: z.array(z.string()),
  sharesDevices: z.boolean(),
});
export type CopyPlan = Readonly<z.infer<typeof CopyPlanSchema>>;

export const HelperPlanSchema = z.discriminatedUnion('kind', [BesidePlanSchema, CopyPlanSchema]);
export type HelperPlan = Readonly<z.infer<typeof HelperPlanSchema>>;

/** A container that stands for another one, for as long as its terminal. */
export const HelperSchema = z.object({
  sessionId: SessionIdSchema,
  targetId: ContainerIdSchema,
  targetName: z.string(),
  /** Absent for a copy of the container that has a shell itself. */
  image: z.string().optional(),
  /** Beside a container that runs; a copy of one that does not; another image with that one's files copied in. */
  place: z.enum(['beside', 'copy', 'copied-files']),
  /** The engine did not hand it the GPUs or other devices that the container asks for. */
  isWithoutDevices: z.boolean(),
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
  /**
   * What would be made; makes nothing. Fails with `conflict` where the container is on its way from one state to
   * another, paused, or shares the processes of others.
   */
  plan: request(EngineScopeSchema.extend({ containerId: ContainerIdSchema }), HelperPlanSchema),
  /**
   * Makes a helper and opens a shell in it, in the container's own files. Nothing of it stays where that fails:
   * `tool-missing` where the image has no shell, `engine-permission-denied` where the files stay closed,
   * `disk-full` where a copy has no room.
   */
  open: request(
    EngineScopeSchema.extend({
      containerId: ContainerIdSchema,
      /** Absent where the plan says that none is needed. */
      image: z.string().min(1).max(512).optional(),
      size: TerminalSizeSchema,
    }),
    z.object({ sessionId: SessionIdSchema }),
  ),
} as const;
