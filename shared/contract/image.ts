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

/** Two images or more whose lowest layers are the same. */
export const ImageFamilySchema = z.object({
  /** The lowest layer's digest. */
  key: z.string(),
  /** The image that is exactly what they share, by name; absent where none of the engine's is. */
  baseName: z.string().optional(),
  imageCount: z.number().int(),
  sharedLayerCount: z.number().int(),
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

export const imageContract = {
  /** Every image now and whenever something of them changes, for as long as it is read. */
  watch: stream({
    input: EngineScopeSchema,
    item: ImageListSchema,
    unit: 'items',
    window: 1,
    overflow: { kind: 'latest', keyOf: () => 'all' },
  }),
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
