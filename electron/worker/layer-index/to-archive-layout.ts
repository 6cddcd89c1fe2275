import * as z from 'zod';
import type { HistoryStep } from '../../../shared/contract/image-layers.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { normalPath, type ImageArchive } from './image-archive.ts';

/** What an archive says of the image that is looked at. */
export interface ArchiveLayout {
  /** Where each layer lies in the archive, the base first. */
  readonly layerPaths: readonly string[];
  /** The digest of each layer's unpacked archive. */
  readonly diffIds: readonly string[];
  readonly history: readonly HistoryStep[];
}

/** Which image of the archive is meant. */
export interface WantedImage {
  readonly id: string;
  readonly os: string;
  readonly architecture: string;
}

type Documents = Pick<ImageArchive, 'documents' | 'aliases'>;

/** More layers than any file system can stack; engines allow 127. */
const MAX_LAYERS = 1_000;
/** Of an instruction that much is shown; some hold whole files. */
const MAX_INSTRUCTION_CHARACTERS = 16 * 1024;
/** Steps of a history that are shown. */
const MAX_STEPS = 2_000;
/** An index may name an index, and more than that nobody writes. */
const MAX_DEPTH = 4;

const ManifestSchema = z.array(
  z.looseObject({ Config: z.string(), Layers: z.array(z.string()).max(MAX_LAYERS) }),
);

const DigestSchema = z.string().regex(/^sha(?:256|512):[0-9a-f]{64,128}$/);

const DescriptorSchema = z.looseObject({
  digest: DigestSchema,
  platform: z.looseObject({ os: z.string(), architecture: z.string() }).optional(),
});
type Descriptor = z.infer<typeof DescriptorSchema>;

const OciSchema = z.looseObject({
  manifests: z.array(DescriptorSchema).max(MAX_LAYERS).optional(),
  config: DescriptorSchema.optional(),
  layers: z.array(DescriptorSchema).max(MAX_LAYERS).optional(),
});

const ConfigSchema = z.looseObject({
  rootfs: z.looseObject({ diff_ids: z.array(DigestSchema).max(MAX_LAYERS).nullish() }).nullish(),
  history: z
    .array(
      z.looseObject({
        created: z.string().nullish(),
        created_by: z.string().nullish(),
        comment: z.string().nullish(),
        empty_layer: z.boolean().nullish(),
      }),
    )
    .nullish(),
});

/** Reads which layers the wanted image has. Fails with `engine-protocol`, saying what is wrong. */
export function toArchiveLayout(archive: Documents, wanted: WantedImage): ArchiveLayout {
  const { configPath, layerPaths } =
    archive.documents.has('manifest.json') || archive.aliases.has('manifest.json')
      ? fromManifest(archive, wanted)
      : fromIndex(archive, wanted);
  const config = read(archive, configPath, ConfigSchema, 'configuration');
  const diffIds = config.rootfs?.diff_ids ?? [];
  if (diffIds.length !== layerPaths.length) {
    throw unreadable(
      `Its manifest names ${layerPaths.length} layers and its configuration ${diffIds.length}.`,
    );
  }
  return { layerPaths, diffIds, history: toHistory(config.history ?? [], diffIds.length) };
}

/** Where a path of the archive leads, through the parts that stand for others. */
export function resolveAlias({ aliases }: Documents, path: string): string {
  let resolved = normalPath(path);
  for (let hops = 0; hops < MAX_DEPTH; hops++) {
    const next = aliases.get(resolved);
    if (next === undefined) return resolved;
    resolved = next;
  }
  return resolved;
}

interface NamedParts {
  readonly configPath: string;
  readonly layerPaths: readonly string[];
}

function fromManifest(archive: Documents, wanted: WantedImage): NamedParts {
  const images = read(archive, 'manifest.json', ManifestSchema, 'manifest');
  const digits = wanted.id.replace(/^sha256:/, '');
  const named = images.filter(({ Config }) => Config.includes(digits));
  const [image, second] = named.length > 0 ? named : images;
  if (image === undefined) throw unreadable('Its manifest names no image.');
  if (second !== undefined && named.length === 0) {
    throw unreadable('Its manifest names several images, and none of them is this one.');
  }
  const layerPaths = image.Layers.map((path) => resolveAlias(archive, path));
  return { configPath: resolveAlias(archive, image.Config), layerPaths };
}

function fromIndex(archive: Documents, wanted: WantedImage): NamedParts {
  if (!archive.documents.has('index.json')) throw unreadable('It has no manifest.');
  const manifest = findManifest(archive, 'index.json', wanted, 0);
  if (manifest?.config === undefined) {
    throw unreadable('Its index names no image for this platform.');
  }
  return {
    configPath: blobPath(manifest.config),
    layerPaths: (manifest.layers ?? []).map((layer) => resolveAlias(archive, blobPath(layer))),
  };
}

/** Goes from an index to the manifest of the wanted platform, which may lie behind another index. */
function findManifest(
  archive: Documents,
  path: string,
  wanted: WantedImage,
  depth: number,
): z.infer<typeof OciSchema> | undefined {
  if (depth > MAX_DEPTH || !archive.documents.has(path)) return undefined;
  const document = read(archive, path, OciSchema, 'index');
  if (document.config !== undefined) return document;
  const isWanted = ({ platform }: Descriptor): boolean =>
    platform?.os === wanted.os && platform.architecture === wanted.architecture;
  const all = document.manifests ?? [];
  // One without a platform may be an index, or the only manifest.
  const candidates = [
    ...all.filter(isWanted),
    ...all.filter(({ platform }) => platform === undefined),
  ];
  for (const candidate of candidates) {
    const found = findManifest(archive, blobPath(candidate), wanted, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function blobPath({ digest }: Descriptor): string {
  return `blobs/${digest.replace(':', '/')}`;
}

function read<T>(archive: Documents, path: string, schema: z.ZodType<T>, what: string): T {
  const bytes = archive.documents.get(resolveAlias(archive, path));
  if (bytes === undefined) throw unreadable(`Its ${what} is missing or too large.`);
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    throw unreadable(`Its ${what} is no JSON.`);
  }
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  throw unreadable(`Its ${what} cannot be read: ${z.prettifyError(checked.error).slice(0, 300)}`);
}

function toHistory(
  steps: NonNullable<z.infer<typeof ConfigSchema>['history']>,
  layerCount: number,
): HistoryStep[] {
  let position = 0;
  const history = steps.map((step): HistoryStep => {
    const createdAtMs = Date.parse(step.created ?? '');
    const own = step.empty_layer === true ? undefined : position++;
    return {
      instruction: (step.created_by ?? '').slice(0, MAX_INSTRUCTION_CHARACTERS),
      comment: (step.comment ?? '').slice(0, MAX_INSTRUCTION_CHARACTERS),
      ...(Number.isFinite(createdAtMs) && { createdAtMs }),
      ...(own !== undefined && { position: own }),
    };
  });
  // A history that does not fit its layers says nothing of which step made which.
  const isFitting = position === layerCount;
  return history
    .slice(0, MAX_STEPS)
    .map(({ position: own, ...step }) =>
      isFitting && own !== undefined ? { ...step, position: own } : step,
    );
}

/** An archive that says nothing that can be followed. */
export function unreadable(cause: string): AppError {
  return new AppError({
    code: 'engine-protocol',
    message: 'The engine’s archive of this image cannot be read.',
    hint: 'Its own words are under Details. Pull or load the image again.',
    cause,
  });
}
