import * as z from 'zod';
import { request, stream } from '../ipc/contract.ts';
import { EngineScopeSchema } from './engine.ts';

/** A container's whole id: 64 lower-case hexadecimal digits. */
export const ContainerIdSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** Bytes as they are; `z.instanceof` would insist on one kind of buffer behind them. */
const BytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

const ContainerScopeSchema = EngineScopeSchema.extend({ id: ContainerIdSchema });

export const ContainerStateSchema = z.enum([
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
]);
export type ContainerState = z.infer<typeof ContainerStateSchema>;

export const PublishedPortSchema = z.object({
  containerPort: z.number().int(),
  protocol: z.string(),
  /** Absent when the port is exposed but not published. */
  hostIp: z.string().optional(),
  hostPort: z.number().int().optional(),
});
export type PublishedPort = Readonly<z.infer<typeof PublishedPortSchema>>;

/** One row of `docker ps -a`, in our words. Source: `GET /containers/json?all=1`. */
export const ContainerSchema = z.object({
  id: ContainerIdSchema,
  /** First name, without the leading slash; the id's first 12 digits where it has none. */
  name: z.string(),
  /** The reference that it was created from, as the engine shows it. */
  image: z.string(),
  imageId: z.string(),
  /** The command as one line, as the engine shows it. */
  command: z.string(),
  state: ContainerStateSchema,
  /** The engine's own sentence, for example `Up 3 hours (healthy)`. */
  statusText: z.string(),
  createdAtMs: z.number(),
  /** Sorted by container port. */
  ports: z.array(PublishedPortSchema),
  labels: z.record(z.string(), z.string()),
});
export type Container = Readonly<z.infer<typeof ContainerSchema>>;

/** What one container's own page shows. Source: `GET /containers/{id}/json`. */
export const ContainerDetailSchema = z.object({
  container: ContainerSchema,
  /** Absent while it never started. */
  startedAtMs: z.number().optional(),
  /** Absent while it runs or never started. */
  finishedAtMs: z.number().optional(),
  exitCode: z.number().int().optional(),
  isOomKilled: z.boolean(),
  hasTty: z.boolean(),
  /** Whether what is typed reaches its own program, where it has a terminal. */
  isStdinOpen: z.boolean(),
  /** The engine's words on why it could not start; empty when it could. */
  startError: z.string(),
  restartPolicy: z.string(),
  workingDirectory: z.string(),
  user: z.string(),
  mounts: z.array(
    z.object({
      kind: z.string(),
      source: z.string(),
      destination: z.string(),
      isWritable: z.boolean(),
    }),
  ),
  networks: z.array(z.object({ name: z.string(), ipAddress: z.string() })),
  /** The engine's whole answer, indented JSON; values of secret-looking variables are masked. */
  inspectText: z.string(),
});
export type ContainerDetail = Readonly<z.infer<typeof ContainerDetailSchema>>;

/** Exactly what a removal would take away. */
export const RemovalPreviewSchema = z.object({
  id: ContainerIdSchema,
  name: z.string(),
  isRunning: z.boolean(),
  /** Bytes of the writable layer that come back; absent when the engine could not say. */
  freedBytes: z.number().optional(),
  /** Anonymous volumes that only this container uses. */
  anonymousVolumes: z.array(z.string()),
});
export type RemovalPreview = Readonly<z.infer<typeof RemovalPreviewSchema>>;

export const containerContract = {
  /** Every container, running or not, newest first. */
  list: request(EngineScopeSchema, z.array(ContainerSchema)),
  /**
   * The list as it was when the engine answered first, for the first window's first picture; `null` where none
   * was read or it was taken. What happened since is not in it: `list` follows.
   */
  listAhead: request(EngineScopeSchema, z.array(ContainerSchema).nullable()),
  /** One row again; `null` when it is gone. */
  get: request(ContainerScopeSchema, ContainerSchema.nullable()),
  detail: request(ContainerScopeSchema, ContainerDetailSchema),
  start: request(ContainerScopeSchema, z.void()),
  stop: request(ContainerScopeSchema, z.void()),
  restart: request(ContainerScopeSchema, z.void()),
  previewRemoval: request(ContainerScopeSchema, RemovalPreviewSchema),
  remove: request(
    ContainerScopeSchema.extend({
      /** Also removes the anonymous volumes that the preview listed. */
      removeAnonymousVolumes: z.boolean(),
      /** Ends it first when it runs. */
      force: z.boolean(),
    }),
    z.void(),
  ),
  /** Log bytes as the container wrote them, standard output and error in the engine's order. */
  logs: stream({
    input: ContainerScopeSchema.extend({
      /** How many lines from the end come first. */
      tailLines: z.number().int().min(0).max(50_000),
      follow: z.boolean(),
    }),
    item: BytesSchema,
    unit: 'bytes',
    // Throughput matters more than echo here; at 200 MB/s over a port this is under 3 ms of backlog.
    window: 512 * 1024,
    overflow: { kind: 'wait' },
  }),
} as const;
