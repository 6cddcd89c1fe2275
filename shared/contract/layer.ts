import * as z from 'zod';
import { request, stream } from '../ipc/contract.ts';
import { EngineScopeSchema } from './engine.ts';
import { AmountSchema, DigestSchema, ImageLayersSchema } from './image-layers.ts';
import {
  FileComparisonSchema,
  FileProgressSchema,
  FileVersionSchema,
  ShownFileSchema,
} from './layer-file.ts';
import { TaskIdSchema } from './task.ts';

/** Kinds of entries; `directory` too where an archive only implies one. */
export const EntryKindSchema = z.enum([
  'file',
  'directory',
  'symlink',
  'hardlink',
  'character-device',
  'block-device',
  'fifo',
  'other',
]);
export type EntryKind = z.infer<typeof EntryKindSchema>;

/** What the chosen layers did to a path; a directory is `changed` where something below it is. */
export const ChangeMarkSchema = z.enum(['unchanged', 'added', 'changed', 'removed']);
export type ChangeMark = z.infer<typeof ChangeMarkSchema>;

/** What is remarkable about an entry. */
export const EntryFlagSchema = z.enum([
  /** Written as an absolute path, with `..`, with backslashes or a drive: read as the engine reads it. */
  'unsafe-name',
  'extended-attributes',
  'sparse',
  'set-id',
  /** Its layer lists it more than once; the last one counts. */
  'repeated',
  /** It replaces a directory of the layers below with all that was in it. */
  'opaque',
]);
export type EntryFlag = z.infer<typeof EntryFlagSchema>;

/** A path of an image; a number that is valid for this image as long as the app runs. 0 is the root. */
const NodeSchema = z.number().int().min(0);

/** Which state of an image is looked at. */
const ViewSchema = EngineScopeSchema.extend({
  imageId: DigestSchema,
  /** The first and the last of the chosen layers: marks tell what these did. */
  from: z.number().int().min(0),
  to: z.number().int().min(0),
  /** `all`: everything that is there after layer `to`. `changes`: only what the chosen layers did. */
  show: z.enum(['all', 'changes']),
});
export type LayerView = Readonly<z.infer<typeof ViewSchema>>;

/** One row of the file tree. */
export const TreeRowSchema = z.object({
  node: NodeSchema,
  /** Without its folders; what a screen cannot show as it is comes escaped, as `\x1b` or `\u202e`. */
  name: z.string(),
  kind: EntryKindSchema,
  mark: ChangeMarkSchema,
  /** Of everything below it: with `changes` only what the chosen layers brought. A removed one: what went. */
  sizeBytes: AmountSchema,
  /** Of everything that the chosen layers took away, itself or below it. */
  removedBytes: AmountSchema,
  /** Rows that it opens to, under the same view. */
  childCount: AmountSchema,
  /** Where a link leads, escaped. */
  linkTarget: z.string().optional(),
  /** The layer that its present version is of; absent for an implied directory. */
  position: z.number().int().min(0).optional(),
  /** Permission bits. Absent for an implied directory, as the three below. */
  mode: z.number().int().optional(),
  uid: z.number().optional(),
  gid: z.number().optional(),
  modifiedAtMs: z.number().optional(),
  flags: z.array(EntryFlagSchema),
});
export type TreeRow = Readonly<z.infer<typeof TreeRowSchema>>;

/** A path that a search found. */
export const FoundPathSchema = z.object({
  node: NodeSchema,
  /** From the root, without a slash in front, escaped. */
  path: z.string(),
  kind: EntryKindSchema,
  /** Its newest version's. */
  sizeBytes: AmountSchema,
  /** Layers that have it. */
  positions: z.array(z.number().int().min(0)),
  /** Still there in the whole image. */
  isPresent: z.boolean(),
  /** The folders above it, the root first. */
  lineage: z.array(NodeSchema),
});
export type FoundPath = Readonly<z.infer<typeof FoundPathSchema>>;

/** Something that a layer did to one path. */
export const PathEventSchema = z.object({
  position: z.number().int().min(0),
  change: z.enum(['added', 'changed', 'removed']),
  /** Of the version that came; of a removal, of the version that went. */
  kind: EntryKindSchema,
  sizeBytes: AmountSchema,
  linkTarget: z.string().optional(),
  mode: z.number().int().optional(),
  uid: z.number().optional(),
  gid: z.number().optional(),
  modifiedAtMs: z.number().optional(),
  /** The folder whose removal or replacement took it along. */
  removedWith: z.string().optional(),
});
export type PathEvent = Readonly<z.infer<typeof PathEventSchema>>;

/** One path through all layers. */
export const PathLifeSchema = z.object({
  node: NodeSchema,
  path: z.string(),
  /** In the order of the layers. */
  events: z.array(PathEventSchema),
  isPresent: z.boolean(),
  /** Bytes of all its versions: the image ships every one of them. */
  shippedBytes: AmountSchema,
});
export type PathLife = Readonly<z.infer<typeof PathLifeSchema>>;

/** A path that costs bytes which nobody can see. */
export const WastedPathSchema = z.object({
  node: NodeSchema,
  path: z.string(),
  /** Bytes of it that a later layer replaced or removed; of a removed folder, of all that was in it. */
  hiddenBytes: AmountSchema,
  /** How many versions of files these are. */
  hiddenCount: AmountSchema,
  /** As `dive` lists it: all its sizes. Absent where `dive` does not list it. */
  diveBytes: AmountSchema.optional(),
  isPresent: z.boolean(),
  /** Layers that have something to do with it. */
  positions: z.array(z.number().int().min(0)),
});
export type WastedPath = Readonly<z.infer<typeof WastedPathSchema>>;

/** A rectangle of a picture of sizes; below its parent, which comes before it in the list. */
export const SizeAreaSchema = z.object({
  node: NodeSchema,
  parent: NodeSchema,
  name: z.string(),
  kind: EntryKindSchema,
  mark: ChangeMarkSchema,
  sizeBytes: AmountSchema,
});
export type SizeArea = Readonly<z.infer<typeof SizeAreaSchema>>;

/** The most rows of one answer; a window shows fewer, and asks again as it scrolls. */
export const MAX_ROWS = 1_000;

const LimitSchema = z.number().int().min(1).max(MAX_ROWS);
const ImageScopeSchema = EngineScopeSchema.extend({ imageId: DigestSchema });

/**
 * What is inside an image, layer by layer. The window opens an image; once its snapshot says `ready`
 * everything else answers from an index. Fails with `not-found` where an image was never opened.
 */
export const layerContract = {
  /**
   * Reads an image's layers, from the cache where it can, and tells how far it is; ends when it is ready.
   * Reading goes on when nobody looks any more: it is a task. Fails with `cancelled` when the task is.
   */
  open: stream({
    input: EngineScopeSchema.extend({ image: z.string().min(1).max(512) }),
    item: ImageLayersSchema,
    unit: 'items',
    window: 1,
    overflow: { kind: 'latest', keyOf: () => 'all' },
  }),
  /** One folder's rows. */
  children: request(
    ViewSchema.extend({
      node: NodeSchema,
      sort: z.enum(['size', 'name']),
      offset: z.number().int().min(0),
      limit: LimitSchema,
      /** Nothing smaller; folders count with all that is below them. */
      minSizeBytes: z.number().min(0),
    }),
    z.object({ rows: z.array(TreeRowSchema), totalCount: AmountSchema }),
  ),
  /** The largest areas below a node, each after its parent. */
  areas: request(
    ViewSchema.extend({ node: NodeSchema, limit: LimitSchema }),
    z.object({ areas: z.array(SizeAreaSchema), sizeBytes: AmountSchema }),
  ),
  /**
   * Paths of any layer by a part of their name, by a glob on it (`*.so`), or, with a slash, by a glob on
   * the whole path (`usr/lib/*.py`, `**` for any folders). Small and capital letters are the same.
   */
  search: request(
    ImageScopeSchema.extend({ pattern: z.string().min(1).max(1_024), limit: LimitSchema }),
    z.object({ rows: z.array(FoundPathSchema), totalCount: AmountSchema }),
  ),
  /** What every layer did to one path. */
  life: request(ImageScopeSchema.extend({ node: NodeSchema }), PathLifeSchema),
  /** Paths that cost bytes nobody can see, the most costly first. */
  wasted: request(
    ImageScopeSchema.extend({ limit: LimitSchema }),
    z.object({ rows: z.array(WastedPathSchema), totalCount: AmountSchema }),
  ),
  /**
   * Fetches one file out of the engine's export: as much of it as is shown, and no byte of the export beyond.
   * Fails with `not-found` for what is no file, `interrupted` where the export was cut.
   */
  view: stream({
    input: EngineScopeSchema.extend(FileVersionSchema.shape),
    item: z.discriminatedUnion('kind', [FileProgressSchema, ShownFileSchema]),
    unit: 'items',
    window: 1,
    overflow: { kind: 'latest', keyOf: () => 'all' },
  }),
  /** Fetches two files whole, of one image or of two, and tells in what they differ. */
  compareFiles: stream({
    input: EngineScopeSchema.extend({ before: FileVersionSchema, after: FileVersionSchema }),
    item: z.discriminatedUnion('kind', [FileProgressSchema, FileComparisonSchema]),
    unit: 'items',
    window: 1,
    overflow: { kind: 'latest', keyOf: () => 'all' },
  }),
  /** Asks where, then saves one file whole, as a task; `null` where no place was chosen. */
  saveFile: request(
    EngineScopeSchema.extend({
      ...FileVersionSchema.shape,
      /** What the file is offered to be called. */
      name: z.string().max(4_096),
    }),
    z.object({ taskId: TaskIdSchema }).nullable(),
  ),
} as const;
