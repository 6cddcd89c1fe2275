import * as z from 'zod';
import { request, stream } from '../ipc/contract.ts';
import { FailureSchema } from '../ipc/failure.ts';

/** Every input may name an engine; absent means the current one. More than one engine will come. */
export const EngineScopeSchema = z.strictObject({ engineId: z.string().max(128).optional() });

/** Where an engine is, and who said so. */
export const EngineAddressSchema = z.object({
  /** As the user would write it, for example `unix:///var/run/docker.sock`. */
  url: z.string(),
  source: z.enum(['DOCKER_HOST', 'DOCKER_CONTEXT', 'current context', 'default', 'chosen']),
  /** Name of the context, when one names the address. */
  context: z.string().optional(),
});
export type EngineAddress = Readonly<z.infer<typeof EngineAddressSchema>>;

/**
 * What is known of the engine now. The address is absent only where none could be read.
 * `connected` is stated after a version negotiation and an answered ping, never before.
 */
export const EngineStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connecting'), address: EngineAddressSchema.optional() }),
  z.object({
    kind: z.literal('connected'),
    address: EngineAddressSchema,
    /** Product version, for example `28.5.2`. */
    version: z.string(),
    /** Version spoken, for example `1.45`. */
    apiVersion: z.string(),
    /** Host name of the machine that the engine runs on. */
    name: z.string(),
    /** For example `Debian GNU/Linux 12 (bookworm)`. */
    operatingSystem: z.string(),
    connectedAtMs: z.number(),
  }),
  z.object({
    /** Never reached since the app started, or refused for a reason that waiting does not cure. */
    kind: z.literal('unavailable'),
    address: EngineAddressSchema.optional(),
    failure: FailureSchema,
  }),
  z.object({
    /** Connected before; it accepts the connection and stays silent. */
    kind: z.literal('not-responding'),
    address: EngineAddressSchema,
    sinceMs: z.number(),
    failure: FailureSchema,
  }),
  z.object({
    /** Connected before; the connection was lost and is being made again. */
    kind: z.literal('reconnecting'),
    address: EngineAddressSchema,
    sinceMs: z.number(),
    attempt: z.number().int(),
    failure: FailureSchema,
  }),
]);
export type EngineState = Readonly<z.infer<typeof EngineStateSchema>>;

/** Something happened at the engine. A hint only: lists are the truth. */
export const EngineNoticeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('state'), state: EngineStateSchema }),
  z.object({
    kind: z.literal('container'),
    /** The engine's word for it: create, start, die, destroy, rename, … */
    action: z.string(),
    id: z.string(),
  }),
  z.object({ kind: z.literal('image'), action: z.string(), id: z.string() }),
  /** Notices were lost or may have been: ask for whole lists again. */
  z.object({ kind: z.literal('resync') }),
]);
export type EngineNotice = Readonly<z.infer<typeof EngineNoticeSchema>>;

/** A Docker CLI context. */
export const EngineContextSchema = z.object({
  name: z.string(),
  description: z.string(),
  url: z.string(),
  isCurrent: z.boolean(),
  /** Why Berth cannot use it, when it cannot. */
  refusal: z.string().optional(),
});
export type EngineContext = Readonly<z.infer<typeof EngineContextSchema>>;

export const engineContract = {
  /** The engine's state first, then every change and event. */
  events: stream({
    input: EngineScopeSchema,
    item: EngineNoticeSchema,
    unit: 'items',
    // An engine keeps its last 256 events; a reader further behind than that has lost some anyway.
    window: 256,
    overflow: {
      kind: 'resync',
      resyncItem: { kind: 'resync' },
      // A lost event is healed by listing again; a lost state would stay wrong.
      keyOf: ({ kind }) => (kind === 'state' ? kind : undefined),
    },
  }),
  /** Tries to connect now instead of at the next attempt. */
  retry: request(EngineScopeSchema, z.void()),
  contexts: request(z.strictObject({}), z.array(EngineContextSchema)),
  /** Uses another context until the app ends; the Docker CLI's own choice is left alone. */
  selectContext: request(z.strictObject({ name: z.string().min(1).max(128) }), z.void()),
} as const;
