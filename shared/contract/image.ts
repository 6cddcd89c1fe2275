import * as z from 'zod';
import { request, stream } from '../ipc/contract.ts';
import { FailureSchema } from '../ipc/failure.ts';
import { ContainerIdSchema, ContainerStateSchema } from './container.ts';
import { EngineScopeSchema } from './engine.ts';

/** An image's whole id: the digest of its configuration. */
export const ImageIdSchema = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** A name as a person or an engine writes it; the finer rules are the engine's. */
const ReferenceSchema = z.string().min(1).max(512);

/** A container that was made from an image. */
export const ImageUserSchema = z.object({
  id: ContainerIdSchema,
  name: z.string(),
  state: ContainerStateSchema,
});
export type ImageUser = Readonly<z.infer<typeof ImageUserSchema>>;

/** One image of the engine. Sources: `GET /images/json`, then `/images/{id}/json` and `/system/df`. */
export const ImageSchema = z.object({
  id: ImageIdSchema,
  /** Names with tags, for example `alpine:3.20`; none for one that lost them. */
  tags: z.array(z.string()),
  /** `name@sha256:…`, as pulled or pushed. */
  digests: z.array(z.string()),
  sizeBytes: z.number(),
  /** Of the layers that no other image has; absent until it was counted. */
  uniqueBytes: z.number().optional(),
  /** Absent when the image does not say. */
  createdAtMs: z.number().optional(),
  users: z.array(ImageUserSchema),
  /** For example `linux/arm64/v8`; absent until it was read. */
  platform: z.string().optional(),
  /** Key of the family that it belongs to; absent for one that shares nothing, and until it was read. */
  familyKey: z.string().optional(),
});
export type Image = Readonly<z.infer<typeof ImageSchema>>;

/** Images whose nearest common ground is the same: up to here others have the same layers, and no further. */
export const ImageFamilySchema = z.object({
  key: z.string(),
  /** The image that is exactly these layers, by name; absent where none of the engine's is. */
  baseName: z.string().optional(),
  /** Images that have all its layers, whether their nearest ground is this one or one above it. */
  imageCount: z.number().int(),
  layerCount: z.number().int(),
});
export type ImageFamily = Readonly<z.infer<typeof ImageFamilySchema>>;

/** Every image, and how much is known of them. */
export const ImageListSchema = z.object({
  /** Newest first. */
  images: z.array(ImageSchema),
  families: z.array(ImageFamilySchema),
  /** Whether unique sizes are counted; engines take seconds for it. */
  usage: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('counting') }),
    z.object({
      kind: z.literal('known'),
      /** All layers, each once; absent when the engine does not say. */
      layersBytes: z.number().optional(),
    }),
    z.object({ kind: z.literal('unknown'), failure: FailureSchema }),
  ]),
  /** Images whose platform and layers are not read yet. */
  unreadCount: z.number().int(),
});
export type ImageList = Readonly<z.infer<typeof ImageListSchema>>;

/** One name of an image, or the image itself where it has none. */
export const ImageNameSchema = z.strictObject({
  imageId: ImageIdSchema,
  /** `name:tag` or `name@sha256:…`; the id for an image without a name. */
  reference: ReferenceSchema,
});
export type ImageName = Readonly<z.infer<typeof ImageNameSchema>>;

/** What is to go. */
export const ImageChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('names'), names: z.array(ImageNameSchema).min(1).max(20_000) }),
  /** Everything without a tag that no container uses. */
  z.strictObject({ kind: z.literal('dangling') }),
  /** Everything that no container uses, running or not. */
  z.strictObject({ kind: z.literal('unused') }),
]);
export type ImageChoice = Readonly<z.infer<typeof ImageChoiceSchema>>;

/** What a removal would do to one name. */
export const ImageRemovalItemSchema = ImageNameSchema.extend({
  /**
   * `delete`: the image goes with its last name. `untag`: the name goes, the image stays.
   * `stays`: a container uses it.
   */
  effect: z.enum(['delete', 'untag', 'stays']),
  /** What keeps it. */
  users: z.array(ImageUserSchema),
});
export type ImageRemovalItem = Readonly<z.infer<typeof ImageRemovalItemSchema>>;

/** Exactly what a removal would take away. */
export const ImageRemovalPlanSchema = z.object({
  items: z.array(ImageRemovalItemSchema),
  deletedCount: z.number().int(),
  /** Bytes of the layers that only what goes has. */
  freed: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('known'), bytes: z.number() }),
    z.object({ kind: z.literal('unknown'), because: z.string() }),
  ]),
});
export type ImageRemovalPlan = Readonly<z.infer<typeof ImageRemovalPlanSchema>>;

/** What became of one name. */
export const ImageRemovalResultSchema = ImageNameSchema.extend({
  /** Absent where it went. */
  failure: FailureSchema.optional(),
});
export type ImageRemovalResult = Readonly<z.infer<typeof ImageRemovalResultSchema>>;

/** One step of how an image came to be. */
export const ImageStepSchema = z.object({
  /** For example `RUN`; empty where the builder's words are none of a Dockerfile's. */
  keyword: z.string(),
  words: z.string(),
  comment: z.string(),
  createdAtMs: z.number().optional(),
  sizeBytes: z.number(),
  /** What it replaced of an earlier step's settings, for example `CUDA_VERSION was 12.4`. */
  changes: z.array(z.string()),
});
export type ImageStep = Readonly<z.infer<typeof ImageStepSchema>>;

/** A stretch of layers in an image's family. */
export const FamilyPlaceSchema = z.object({
  /** How many places lie below it. */
  depth: z.number().int(),
  layerCount: z.number().int(),
  /** Of these layers; absent where the image that was asked for does not have them. */
  sizeBytes: z.number().optional(),
  /** Images that end here. */
  images: z.array(z.object({ id: ImageIdSchema, name: z.string() })),
  /** Whether the image that was asked for stands on it. */
  isOwn: z.boolean(),
});
export type FamilyPlace = Readonly<z.infer<typeof FamilyPlaceSchema>>;

/** What one image's own page shows, besides its row. */
export const ImageDetailSchema = z.object({
  id: ImageIdSchema,
  tags: z.array(z.string()),
  sizeBytes: z.number(),
  layerCount: z.number().int(),
  platform: z.string(),
  command: z.array(z.string()),
  entrypoint: z.array(z.string()),
  /** `NAME=value`; values of secret-looking variables are masked. */
  env: z.array(z.string()),
  exposedPorts: z.array(z.string()),
  user: z.string(),
  workingDirectory: z.string(),
  labels: z.record(z.string(), z.string()),
  /** The oldest first. */
  history: z.array(ImageStepSchema),
  /** The lowest first, each after the one that it stands on; a single place where nothing is shared. */
  family: z.array(FamilyPlaceSchema),
  /** Images whose layers could not be read: whether they are of the family is unknown. */
  unreadCount: z.number().int().min(0),
  /** The engine's whole answer, indented JSON. */
  inspectText: z.string(),
});
export type ImageDetail = Readonly<z.infer<typeof ImageDetailSchema>>;

/** `os/architecture` or `os/architecture/variant`, as Docker writes it. */
const PlatformSchema = z.string().regex(/^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9.]+)?$/);

const PullInputSchema = EngineScopeSchema.extend({
  /** Read as Docker reads it: `alpine` is `docker.io/library/alpine:latest`. */
  reference: ReferenceSchema,
  /** Absent: the engine's own. */
  platform: PlatformSchema.optional(),
});

/** What a pull would do, as far as the registry told. */
export const PullPlanSchema = z.object({
  /** The name in full, for example `docker.io/library/alpine:latest`. */
  fullName: z.string(),
  platform: z.string(),
  /** Every platform that the registry has. */
  platforms: z.array(z.string()),
  /** True where the engine has this very image. */
  isHere: z.boolean(),
  layerCount: z.number().int(),
  /** Layers that an image of the engine has already. */
  presentCount: z.number().int(),
  /** Of the layers that are missing, as they are sent. */
  fetchBytes: z.number(),
  /** Space on the engine's disk; absent where it cannot be looked at from here. */
  freeBytes: z.number().optional(),
});
export type PullPlan = Readonly<z.infer<typeof PullPlanSchema>>;

export const imageContract = {
  /** Every image now and whenever something of them changes, for as long as it is read. */
  watch: stream({
    input: EngineScopeSchema,
    item: ImageListSchema,
    unit: 'items',
    window: 1,
    overflow: { kind: 'latest', keyOf: () => 'all' },
  }),
  detail: request(EngineScopeSchema.extend({ id: ImageIdSchema }), ImageDetailSchema),
  /** Asks where, then saves an image's history; answers where it lies, `null` where no place was chosen. */
  saveHistory: request(
    EngineScopeSchema.extend({ id: ImageIdSchema, form: z.enum(['dockerfile', 'json']) }),
    z.object({ path: z.string() }).nullable(),
  ),
  /** Asks the registry itself, from this machine; only manifest and configuration are read. */
  planPull: request(PullInputSchema, PullPlanSchema),
  /** Begins a pull as a task, or answers the one that is under way. */
  pull: request(PullInputSchema, z.object({ taskId: z.string() })),
  /** Gives an image one more name. */
  tag: request(EngineScopeSchema.extend({ id: ImageIdSchema, name: ReferenceSchema }), z.void()),
  /** Asks where, then writes these images into one archive as a task; `null` where no place was chosen. */
  save: request(
    EngineScopeSchema.extend({ references: z.array(ReferenceSchema).min(1).max(1000) }),
    z.object({ taskId: z.string() }).nullable(),
  ),
  /** Asks for an archive, then loads it as a task; `null` where none was chosen. */
  load: request(EngineScopeSchema, z.object({ taskId: z.string() }).nullable()),
  previewRemoval: request(
    EngineScopeSchema.extend({ choice: ImageChoiceSchema }),
    ImageRemovalPlanSchema,
  ),
  /**
   * Removes exactly these names, one after the other; each failure stands beside its name. More than one is a
   * task, whose cancel leaves the rest where it is.
   */
  remove: request(
    EngineScopeSchema.extend({ names: z.array(ImageNameSchema).min(1).max(20_000) }),
    z.array(ImageRemovalResultSchema),
  ),
} as const;
