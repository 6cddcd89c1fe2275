import * as z from 'zod';
import { request } from '../ipc/contract.ts';
import { EngineScopeSchema } from './engine.ts';
import { AmountSchema, DigestSchema } from './image-layers.ts';
import { TaskIdSchema } from './task.ts';

/** Who installed a package, and so how its versions are ordered. */
export const PackageTypeSchema = z.enum(['deb', 'apk', 'rpm', 'pypi', 'conda', 'npm']);
export type PackageType = z.infer<typeof PackageTypeSchema>;

const PositionSchema = z.number().int().min(0);

/** What one layer did to a package. */
export const PackageEventSchema = z.object({
  position: PositionSchema,
  change: z.enum(['added', 'changed', 'removed']),
  /** The version that came; of a removal, the one that went. */
  version: z.string(),
});
export type PackageEvent = Readonly<z.infer<typeof PackageEventSchema>>;

/** One package as its own metadata tells of it. Texts are escaped where a screen could not show them. */
export const ImagePackageSchema = z.object({
  /** What tells it apart in this image. */
  key: z.string(),
  type: PackageTypeSchema,
  name: z.string(),
  /** The present version; of a removed package, the last one. */
  version: z.string(),
  architecture: z.string().optional(),
  /** What it was built from, where that has another name or version. */
  source: z.object({ name: z.string(), version: z.string() }).optional(),
  /** As the metadata words them; empty where it says nothing. */
  licences: z.array(z.string()),
  /** What it takes when it is installed, by its own account. */
  sizeBytes: AmountSchema.optional(),
  /** The file or folder of the image that says so. */
  location: z.string(),
  /** The layer that brought the version that is shown. */
  position: PositionSchema,
  isPresent: z.boolean(),
  /** In the order of the layers. */
  events: z.array(PackageEventSchema),
});
export type ImagePackage = Readonly<z.infer<typeof ImagePackageSchema>>;

/** A version of what a GPU is used with, and what it was read from. */
export const GpuFactSchema = z.object({
  component: z.enum(['CUDA', 'cuDNN', 'NCCL', 'TensorRT']),
  version: z.string(),
  /** For example `libnccl.so.2.21.5` or `ENV NCCL_VERSION`. */
  evidence: z.string(),
  kind: z.enum(['package', 'library', 'version-file', 'environment']),
  /** Absent for what no layer brought. */
  position: PositionSchema.optional(),
});
export type GpuFact = Readonly<z.infer<typeof GpuFactSchema>>;

/** Metadata that could not be read, so that packages may be missing from the list. */
export const PackageGapSchema = z.object({
  code: z.enum([
    /** A database in a format that is not read. */
    'format',
    'too-large',
    'too-many',
    /** It is not what its name says. */
    'broken',
    /** The layer itself could not be read as a whole. */
    'layer-damaged',
  ]),
  message: z.string(),
  position: PositionSchema.optional(),
  path: z.string().optional(),
});
export type PackageGap = Readonly<z.infer<typeof PackageGapSchema>>;

/** What all layers of an image brought, by the metadata that they have. */
export const ImagePackagesSchema = z.object({
  imageId: DigestSchema,
  /** By name. Those that a later layer removed too: their bytes still ship. */
  packages: z.array(ImagePackageSchema),
  gpu: z.array(GpuFactSchema),
  gaps: z.array(PackageGapSchema),
  /** The distribution by its `os-release`; absent where it has none. */
  system: z
    .object({ id: z.string(), versionId: z.string().optional(), name: z.string().optional() })
    .optional(),
  /** For each layer. */
  layers: z.array(z.object({ diffId: DigestSchema, instruction: z.string().optional() })),
});
export type ImagePackages = Readonly<z.infer<typeof ImagePackagesSchema>>;

/** How a version is compared, in its own ecosystem's order. */
export const VersionRelationSchema = z.enum(['<', '<=', '=', '>=', '>', '!=']);
export type VersionRelation = z.infer<typeof VersionRelationSchema>;

/** Which packages are looked for. */
export const PackageQuerySchema = z.strictObject({
  /** Whole, small and capital letters the same; `*` stands for any part of it. */
  name: z.string().min(1).max(256),
  version: z
    .strictObject({ relation: VersionRelationSchema, version: z.string().min(1).max(128) })
    .optional(),
});
export type PackageQuery = Readonly<z.infer<typeof PackageQuerySchema>>;

/** A package that a search found in an image. */
export const FoundPackageSchema = ImagePackageSchema.extend({
  imageId: DigestSchema,
  instruction: z.string().optional(),
});
export type FoundPackage = Readonly<z.infer<typeof FoundPackageSchema>>;

/** What a search through all images found. */
export const FoundPackagesSchema = z.object({
  /** Image by image, in the order they were asked for. */
  found: z.array(FoundPackageSchema),
  /** More may fit than are listed. */
  totalCount: AmountSchema,
  /** Packages of that name whose version cannot be compared with the one asked for. */
  incomparableCount: AmountSchema,
  /** Images that were looked through. */
  readIds: z.array(DigestSchema),
  /** Those of them of which something could not be read. */
  partialIds: z.array(DigestSchema),
  /** Images that nobody has looked into yet. */
  unreadIds: z.array(DigestSchema),
});
export type FoundPackages = Readonly<z.infer<typeof FoundPackagesSchema>>;

const ExportFormatSchema = z.enum(['cyclonedx', 'spdx']);
export type PackageExportFormat = z.infer<typeof ExportFormatSchema>;

/** The most packages that a search lists. */
export const MAX_FOUND_PACKAGES = 2_000;

/** Packages of images, by the metadata in their layers: no container is run for it. */
export const packageContract = {
  /** All packages of an image whose layers are read; fails with `not-found` where they are not. */
  list: request(EngineScopeSchema.extend({ imageId: DigestSchema }), ImagePackagesSchema),
  /** Looks through every image of the engine that was read at some time. */
  find: request(EngineScopeSchema.extend({ query: PackageQuerySchema }), FoundPackagesSchema),
  /** Reads the images that were not read yet, as a task. */
  readImages: request(
    EngineScopeSchema.extend({ imageIds: z.array(DigestSchema).min(1).max(20_000) }),
    z.object({ taskId: TaskIdSchema }),
  ),
  /** Asks where, and writes the packages as a bill of materials. Null where the dialog was cancelled. */
  export: request(
    EngineScopeSchema.extend({ imageId: DigestSchema, format: ExportFormatSchema }),
    z.object({ path: z.string() }).nullable(),
  ),
} as const;
