import * as z from 'zod';
import { TaskIdSchema } from './task.ts';

/** `sha256:` and 64 digits: an image's id, or a layer's own digest. */
export const DigestSchema = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** Sizes and counts that an archive states; never negative, never past what a number holds exactly. */
export const AmountSchema = z.number().int().min(0);

/** Why a layer could not be read as a whole. What was read before stays and counts. */
export const LayerProblemSchema = z.object({
  code: z.enum([
    /** A header breaks the tar format: checksum, numbers, records. */
    'corrupt-header',
    /** A name or record is larger than any real one. */
    'header-too-large',
    /** It ends inside a header or a file. */
    'truncated',
    /** Everything reads well, but the two empty blocks that end an archive do not come. */
    'no-end-mark',
    /** More entries than are listed. */
    'too-many-entries',
    /** The gzip or zstd data is broken or cut. */
    'compression-damaged',
    /** Neither plain, gzip nor zstd. */
    'compression-unsupported',
    /** It unpacks to far more than any real layer. */
    'inflates-too-much',
    /** The image names it, and its archive does not hold it. */
    'missing',
  ]),
  /** One sentence for the user. */
  message: z.string(),
  /** Where in the layer's own (unpacked) archive. */
  atByte: AmountSchema.optional(),
});
export type LayerProblem = Readonly<z.infer<typeof LayerProblemSchema>>;

/** Entries that are counted and lie in no tree. */
export const OddEntriesSchema = z.object({
  kind: z.enum([
    /** The name leads out of the image's root. */
    'unsafe-path',
    /** Longer than the 4,096 bytes that a path may have. */
    'path-too-long',
    /** Marks of a union file system that name no file. */
    'stray-mark',
  ]),
  count: AmountSchema,
  /** The first few names, escaped. */
  samples: z.array(z.string()),
});
export type OddEntries = Readonly<z.infer<typeof OddEntriesSchema>>;

/** One layer of an image. */
export const ImageLayerSchema = z.object({
  /** What tells it apart in this image; the same from one snapshot to the next. */
  key: z.string(),
  /** 0 for the base. Absent while it is read and its place is not known yet. */
  position: z.number().int().min(0).optional(),
  /** The digest of its unpacked archive; absent while it is not known. */
  diffId: DigestSchema.optional(),
  status: z.enum(['waiting', 'ready', 'damaged']),
  /** Read on an earlier occasion, for this image or one that shares it. */
  isFromCache: z.boolean(),
  /** Sum of its files' sizes. Zero while it waits. */
  sizeBytes: AmountSchema,
  /** Everything that its archive lists. */
  entryCount: AmountSchema,
  /** Against the layers below. Absent until the whole image is ready. */
  changes: z
    .object({ addedCount: AmountSchema, changedCount: AmountSchema, removedCount: AmountSchema })
    .optional(),
  /** What made it, as the image's history has it: a Dockerfile instruction, mostly. */
  instruction: z.string().optional(),
  createdAtMs: z.number().optional(),
  problem: LayerProblemSchema.optional(),
  oddEntries: z.array(OddEntriesSchema),
});
export type ImageLayer = Readonly<z.infer<typeof ImageLayerSchema>>;

/** One step of an image's history, oldest first. */
export const HistoryStepSchema = z.object({
  instruction: z.string(),
  createdAtMs: z.number().optional(),
  comment: z.string(),
  /** The layer that it made; absent for a step that changes settings only. */
  position: z.number().int().min(0).optional(),
});
export type HistoryStep = Readonly<z.infer<typeof HistoryStepSchema>>;

/** Space that an image ships and nobody can see. */
export const EfficiencySchema = z.object({
  /** As `dive` counts it: the smallest size of each path against the sum of all its sizes, in per cent. */
  scorePct: z.number().min(0).max(100),
  /** As `dive` counts it: all sizes of the paths that more than one layer has. */
  wastedBytes: AmountSchema,
  /** Exactly the bytes of files that a later layer replaced or removed. */
  hiddenBytes: AmountSchema,
});
export type Efficiency = Readonly<z.infer<typeof EfficiencySchema>>;

/** An image's layers as far as they are read. */
export const ImageLayersSchema = z.object({
  /** `ready`: everything that can be read was read, and the other requests answer. */
  status: z.enum(['reading', 'ready']),
  /** As it was asked for. */
  image: z.string(),
  imageId: DigestSchema,
  /** The task that reads; cancel it to stop. Absent where nothing had to be read. */
  taskId: TaskIdSchema.optional(),
  /** Base first; those whose place is not known yet come last. */
  layers: z.array(ImageLayerSchema),
  /** Empty until it is known. */
  history: z.array(HistoryStepSchema),
  /** Bytes of the engine's export so far, and about as many as will come. */
  readBytes: AmountSchema,
  expectedBytes: AmountSchema,
  efficiency: EfficiencySchema.optional(),
});
export type ImageLayers = Readonly<z.infer<typeof ImageLayersSchema>>;
