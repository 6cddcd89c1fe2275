import * as z from 'zod';
import {
  GpuFactSchema,
  PackageGapSchema,
  PackageTypeSchema,
} from '../../../shared/contract/package.ts';
import { AmountSchema } from '../../../shared/contract/image-layers.ts';

/** A package as one file of metadata names it. */
export const StatedPackageSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  architecture: z.string().optional(),
  source: z.strictObject({ name: z.string(), version: z.string() }).optional(),
  licences: z.array(z.string()).optional(),
  sizeBytes: AmountSchema.optional(),
});
export type StatedPackage = Readonly<z.infer<typeof StatedPackageSchema>>;

/** What one file of metadata says. */
const MetadataContentSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('packages'),
    type: PackageTypeSchema,
    /** Where they are: the same for two versions of one package in one place. */
    location: z.string(),
    packages: z.array(StatedPackageSchema),
  }),
  /** The licences of a package that other metadata names. */
  z.strictObject({
    kind: z.literal('licences'),
    name: z.string(),
    licences: z.array(z.string()),
  }),
  /** A library or file whose name or content tells a version. */
  z.strictObject({
    kind: z.literal('component'),
    component: GpuFactSchema.shape.component,
    version: z.string(),
    evidence: GpuFactSchema.shape.kind,
  }),
  z.strictObject({
    kind: z.literal('system'),
    id: z.string(),
    versionId: z.string().optional(),
    name: z.string().optional(),
  }),
  /** It could not be read. */
  z.strictObject({
    kind: z.literal('gap'),
    code: PackageGapSchema.shape.code,
    message: z.string(),
  }),
]);
export type MetadataContent = Readonly<z.infer<typeof MetadataContentSchema>>;

/** A file of metadata in a layer. */
const MetadataFileSchema = z.strictObject({
  /** Its row in the layer's index. */
  row: z.number().int().min(0),
  path: z.string(),
  content: MetadataContentSchema,
});
export type MetadataFile = Readonly<z.infer<typeof MetadataFileSchema>>;

const LayerMetadataSchema = z.strictObject({
  files: z.array(MetadataFileSchema),
  /** What holds for the layer as a whole. */
  gaps: z.array(PackageGapSchema),
});
/** Everything that a layer's package metadata says. */
export type LayerMetadata = Readonly<z.infer<typeof LayerMetadataSchema>>;

/** A layer without any. */
export const NO_METADATA: Uint8Array = new Uint8Array(0);

/** As bytes of a layer's file: they are looked at only when somebody asks for packages. */
export function toMetadataBytes(metadata: LayerMetadata): Uint8Array {
  const isEmpty = metadata.files.length === 0 && metadata.gaps.length === 0;
  return isEmpty ? NO_METADATA : new Uint8Array(Buffer.from(JSON.stringify(metadata)));
}

/** What stands for a layer's metadata where the image's layers together have more than is held. */
export const TOO_MUCH_METADATA: Uint8Array = toMetadataBytes({
  files: [],
  gaps: [
    {
      code: 'too-large',
      message:
        'The layers of this image have more package metadata than Berth holds; packages may be missing.',
    },
  ],
});

/** The same back; none where the bytes are not what this version writes. */
export function fromMetadataBytes(bytes: Uint8Array): LayerMetadata {
  const none = { files: [], gaps: [] };
  if (bytes.length === 0) return none;
  try {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    return LayerMetadataSchema.safeParse(JSON.parse(text)).data ?? none;
  } catch {
    return none;
  }
}
