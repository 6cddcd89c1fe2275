import * as z from 'zod';
import { request } from '../ipc/contract.ts';
import { ContainerIdSchema } from './container.ts';
import { EngineScopeSchema } from './engine.ts';
import { AmountSchema, DigestSchema } from './image-layers.ts';
import { FileVersionSchema } from './layer-file.ts';

/** What can be compared: an image, or a container with what it changed since it was made. */
const ComparedSubjectSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('image'), id: DigestSchema }),
  z.strictObject({ kind: z.literal('container'), id: ContainerIdSchema }),
]);
export type ComparedSubject = Readonly<z.infer<typeof ComparedSubjectSchema>>;

/** One of the two. */
const ComparedFactsSchema = z.object({
  /** As a person knows it. */
  name: z.string(),
  /** A container's is the one that it was made of. */
  imageId: DigestSchema,
  platform: z.string(),
  /** Of the image. */
  sizeBytes: AmountSchema,
  createdAtMs: z.number().optional(),
  layerCount: AmountSchema,
});
export type ComparedFacts = Readonly<z.infer<typeof ComparedFactsSchema>>;

/** A setting on both sides; absent where that side has none of it. */
const ComparedValueSchema = z.object({
  name: z.string(),
  before: z.string().optional(),
  after: z.string().optional(),
  /** Its value is a secret by its name: whether the two are the same was not looked at. */
  isMasked: z.boolean(),
});
export type ComparedValue = Readonly<z.infer<typeof ComparedValueSchema>>;

/** One layer of either; the same place on both sides, from the base on. */
const ComparedLayerSchema = z.object({
  isShared: z.boolean(),
  before: z.object({ digest: z.string(), sizeBytes: AmountSchema.optional() }).optional(),
  after: z.object({ digest: z.string(), sizeBytes: AmountSchema.optional() }).optional(),
});
export type ComparedLayer = Readonly<z.infer<typeof ComparedLayerSchema>>;

/** A path that a container changed since it was made. */
const ContainerChangeSchema = z.object({
  path: z.string(),
  change: z.enum(['added', 'changed', 'removed']),
});

/** Of so many changes of a container each is told; the rest are counted. */
export const MAX_CONTAINER_CHANGES = 5_000;

/** What a container changed, or that it is no container. */
const ContainerChangesSchema = z
  .object({ rows: z.array(ContainerChangeSchema), totalCount: AmountSchema })
  .nullable();

/** Two images or containers, besides their files. */
const ComparisonSchema = z.object({
  before: ComparedFactsSchema,
  after: ComparedFactsSchema,
  /** What is started, as whom, where. */
  settings: z.array(ComparedValueSchema),
  env: z.array(ComparedValueSchema),
  labels: z.array(ComparedValueSchema),
  layers: z.array(ComparedLayerSchema),
  beforeChanges: ContainerChangesSchema,
  afterChanges: ContainerChangesSchema,
});
export type Comparison = Readonly<z.infer<typeof ComparisonSchema>>;

/** What became of a path from one image to the other. */
const PathChangeSchema = z.enum([
  'added',
  'removed',
  'changed',
  /** The same size, and another date, owner or right: the content was not looked at. */
  'touched',
]);
export type PathChange = z.infer<typeof PathChangeSchema>;

/** A path that is not the same in both images. */
const ComparedPathSchema = z.object({
  path: z.string(),
  change: PathChangeSchema,
  /** A folder that only one of them has stands for all that is in it. */
  isFolder: z.boolean(),
  fileCount: AmountSchema,
  beforeBytes: AmountSchema,
  afterBytes: AmountSchema,
  /** Where its content can be had. */
  before: FileVersionSchema.optional(),
  after: FileVersionSchema.optional(),
});
export type ComparedPath = Readonly<z.infer<typeof ComparedPathSchema>>;

/** Sums over all files of one kind of change. */
const ChangeTotalSchema = z.object({
  fileCount: AmountSchema,
  beforeBytes: AmountSchema,
  afterBytes: AmountSchema,
});

/** The most rows of one answer. */
const MAX_PATHS = 1_000;

export const comparisonContract = {
  /** Everything but the files. Fails with `not-found`. */
  facts: request(
    EngineScopeSchema.extend({ before: ComparedSubjectSchema, after: ComparedSubjectSchema }),
    ComparisonSchema,
  ),
  /** Paths that differ, the largest difference first. Both images must have been opened; else fails with `not-found`. */
  files: request(
    EngineScopeSchema.extend({
      beforeId: DigestSchema,
      afterId: DigestSchema,
      changes: z.array(PathChangeSchema),
      /** A part of the path. */
      text: z.string().max(1_024),
      limit: z.number().int().min(1).max(MAX_PATHS),
    }),
    z.object({
      rows: z.array(ComparedPathSchema),
      totalCount: AmountSchema,
      totals: z.record(PathChangeSchema, ChangeTotalSchema),
    }),
  ),
} as const;
