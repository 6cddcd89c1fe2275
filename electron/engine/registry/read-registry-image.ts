import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { ImageReference } from '../../../shared/value/image-reference.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { RegistryAuth } from '../image-engine.ts';
import { RegistryHttp, unreadable } from './registry-http.ts';

/** What a registry has under a name, for one platform. */
export interface RegistryImage {
  /** Digest of the configuration: the image's id on an engine with Docker's own store. */
  readonly configDigest: string;
  /** For example `linux/arm64/v8`. */
  readonly platform: string;
  /** Every platform that there is; one for a name that has no list of them. */
  readonly platforms: readonly string[];
  /** The lowest first. */
  readonly layers: readonly {
    /** Of the uncompressed layer. */
    readonly diffId: string;
    /** As it is sent. */
    readonly compressedBytes: number;
  }[];
}

/** Who asks, and for what. */
export interface RegistryQuestion {
  readonly reference: ImageReference;
  /** For example `linux/amd64`. */
  readonly platform: string;
  readonly login?: RegistryAuth | undefined;
  readonly signal: AbortSignal;
}

const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

const DIGEST = z.string().regex(/^[a-z0-9+._-]+:[0-9a-f]{32,}$/);

const PlatformSchema = z.looseObject({
  os: z.string(),
  architecture: z.string(),
  variant: z.string().optional(),
});
const IndexSchema = z.looseObject({
  manifests: z
    .array(z.looseObject({ digest: DIGEST, platform: PlatformSchema.optional() }))
    .max(1000),
});
const ManifestSchema = z.looseObject({
  config: z.looseObject({ digest: DIGEST }),
  layers: z.array(z.looseObject({ digest: DIGEST, size: z.number().min(0) })).max(1000),
});
const ConfigSchema = PlatformSchema.extend({
  rootfs: z.looseObject({ diff_ids: z.array(z.string()).max(1000) }),
});

/**
 * Reads manifest and configuration, a few kilobytes, and none of the layers. Fails with `registry-unreachable`,
 * `registry-denied`, `not-found` (no such image, or not for this platform).
 */
export async function readRegistryImage(question: RegistryQuestion): Promise<RegistryImage> {
  const { reference, platform, login, signal } = question;
  const { registry, path, tag, digest } = reference;
  const http = new RegistryHttp(registry, path, login, signal);
  const read = async <T>(schema: z.ZodType<T>, what: string, wanted?: string): Promise<T> => {
    const { body } = await http.read(what, MANIFEST_TYPES);
    if (wanted?.startsWith('sha256:') && wanted !== digestOf(body)) {
      throw new AppError(unreadable(registry, `${what} is not what its digest says.`));
    }
    const checked = schema.safeParse(parseJson(body));
    if (checked.success) return checked.data;
    throw new AppError(unreadable(registry, `${what}: ${z.prettifyError(checked.error)}`));
  };
  const first = await read(
    z.union([IndexSchema, ManifestSchema]),
    `manifests/${digest ?? tag ?? 'latest'}`,
    digest,
  );
  const chosen = isIndex(first) ? choose(first, platform, question) : undefined;
  const manifest = isIndex(first)
    ? await read(ManifestSchema, `manifests/${chosen?.digest ?? ''}`, chosen?.digest)
    : first;
  const config = await read(
    ConfigSchema,
    `blobs/${manifest.config.digest}`,
    manifest.config.digest,
  );
  const diffIds = config.rootfs.diff_ids;
  if (diffIds.length !== manifest.layers.length) {
    throw new AppError(
      unreadable(registry, 'Manifest and configuration tell of different layers.'),
    );
  }
  return {
    configDigest: manifest.config.digest,
    platform: platformText(config),
    platforms: chosen?.platforms ?? [platformText(config)],
    layers: manifest.layers.map(({ size }, at) => ({
      diffId: diffIds[at] ?? '',
      compressedBytes: size,
    })),
  };
}

type Index = z.infer<typeof IndexSchema>;
type Manifest = z.infer<typeof ManifestSchema>;

function isIndex(answer: Index | Manifest): answer is Index {
  return Array.isArray(answer['manifests']);
}

function choose(
  { manifests }: Index,
  wanted: string,
  { reference }: RegistryQuestion,
): { readonly digest: string; readonly platforms: readonly string[] } {
  // Attestations stand in the list under a platform that is none.
  const real = manifests.flatMap(({ digest, platform }) =>
    platform === undefined || platform.os === 'unknown'
      ? []
      : [{ digest, text: platformText(platform) }],
  );
  const platforms = [...new Set(real.map(({ text }) => text))];
  const found =
    real.find(({ text }) => text === wanted) ??
    real.find(({ text }) => text.startsWith(`${wanted}/`)) ??
    // `arm64` is `arm64/v8` by another name.
    real.find(({ text }) => text === wanted.replace(/^([^/]+\/[^/]+)\/.*$/, '$1'));
  if (found !== undefined) return { digest: found.digest, platforms };
  throw new AppError({
    code: 'not-found',
    message: `This image has no variant for ${wanted}.`,
    hint: `There are: ${platforms.join(', ')}. Choose another tag or platform.`,
    subject: `${reference.registry}/${reference.path}`,
  });
}

function platformText({ os, architecture, variant }: z.infer<typeof PlatformSchema>): string {
  return [os, architecture, variant ?? ''].filter((part) => part !== '').join('/');
}

function digestOf(body: Buffer): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
