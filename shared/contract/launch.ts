import * as z from 'zod';
import { request, stream } from '../ipc/contract.ts';
import { FailureSchema } from '../ipc/failure.ts';
import { ContainerIdSchema } from './container.ts';
import { EngineScopeSchema } from './engine.ts';
import { TemplateIdSchema } from './template.ts';

/** A launch's id: also the value of the label on its container. */
export const LaunchIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
const LaunchScopeSchema = EngineScopeSchema.extend({ launchId: LaunchIdSchema });

/** What a launch goes through, in this order. `image` finds, pulls or makes the image. */
export const LaunchStepNameSchema = z.enum(['image', 'create', 'start', 'ready']);
export type LaunchStepName = z.infer<typeof LaunchStepNameSchema>;

export const LaunchStepSchema = z.object({
  name: LaunchStepNameSchema,
  status: z.enum(['waiting', 'running', 'done', 'failed']),
  /** What is happening or happened, for example `Already here` or `Waiting for /api`. */
  detail: z.string(),
  /** Absent before it started. */
  startedAtMs: z.number().optional(),
  /** Absent before it ended. */
  durationMs: z.number().optional(),
});
export type LaunchStep = Readonly<z.infer<typeof LaunchStepSchema>>;

export const LaunchStatusSchema = z.enum([
  'Pulling',
  'Creating',
  'Starting',
  'Ready',
  'Failed',
  'Stopped',
]);
export type LaunchStatus = z.infer<typeof LaunchStatusSchema>;

/** A running instance of a template, or one on its way there. */
export const LaunchSchema = z.object({
  id: LaunchIdSchema,
  /** Also the container's name. */
  name: z.string(),
  templateId: TemplateIdSchema,
  templateTitle: z.string(),
  status: LaunchStatusSchema,
  steps: z.array(LaunchStepSchema),
  createdAtMs: z.number(),
  /** When it was seen ready; absent until then. */
  readyAtMs: z.number().optional(),
  /** Absent until the container is created. */
  containerId: ContainerIdSchema.optional(),
  /** Without the token, for example `http://127.0.0.1:49153/`; absent until it is published. */
  address: z.string().optional(),
  /** Bytes of the image that are here and that are needed, while pulling; absent when unknown. */
  progress: z.object({ doneBytes: z.number(), totalBytes: z.number().optional() }).optional(),
  failure: FailureSchema.optional(),
  /** True while a stop, cancel or removal is under way. */
  isEnding: z.boolean(),
});
export type Launch = Readonly<z.infer<typeof LaunchSchema>>;

/** Where the notebook's view lies inside the window, in CSS pixels. */
export const ViewBoundsSchema = z.strictObject({
  x: z.number().int().min(0).max(20_000),
  y: z.number().int().min(0).max(20_000),
  width: z.number().int().min(0).max(20_000),
  height: z.number().int().min(0).max(20_000),
});
export type ViewBounds = Readonly<z.infer<typeof ViewBoundsSchema>>;

export const launchContract = {
  /** All launches, newest first, whenever one changes. */
  watch: stream({
    input: EngineScopeSchema,
    item: z.array(LaunchSchema),
    unit: 'items',
    window: 1,
    overflow: { kind: 'latest', keyOf: () => 'all' },
  }),
  start: request(
    EngineScopeSchema.extend({ templateId: TemplateIdSchema }),
    z.object({ launchId: LaunchIdSchema }),
  ),
  /** Ends a launch before it is ready; nothing of it stays. */
  cancel: request(LaunchScopeSchema, z.void()),
  /** Stops the container and keeps it. */
  stop: request(LaunchScopeSchema, z.void()),
  /** Starts a stopped or failed launch again. */
  restart: request(LaunchScopeSchema, z.void()),
  /** Removes the launch and its container. */
  remove: request(LaunchScopeSchema, z.void()),
  /** Shows the notebook in its locked view at these bounds. */
  showView: request(LaunchScopeSchema.extend({ bounds: ViewBoundsSchema }), z.void()),
  placeView: request(z.strictObject({ bounds: ViewBoundsSchema }), z.void()),
  /** Takes the view off the window; the notebook's page stays loaded. */
  hideView: request(z.strictObject({}), z.void()),
  reloadView: request(z.strictObject({}), z.void()),
  /** Opens the address in the user's browser and puts the token on the clipboard. */
  openInBrowser: request(LaunchScopeSchema, z.void()),
  copyAddress: request(LaunchScopeSchema, z.void()),
} as const;
