import * as z from 'zod';
import type {
  Distribution,
  HistoryStep,
  ImageDetail,
  ImageRow,
  ImageUsage,
} from '../image-engine.ts';
import { checkShape, nullableList, optionalText, toTimeMs } from './check-shape.ts';
import { inspectTextOf } from './inspect-text.ts';
import { toLabels } from './to-container.ts';

const ConfigSchema = z.looseObject({
  // Left out where the image sets nothing at all.
  Labels: z
    .unknown()
    .optional()
    .transform((labels) => toLabels(labels, 'Labels')),
  Cmd: nullableList(z.string()),
  Entrypoint: nullableList(z.string()),
  Env: nullableList(z.string()),
  ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
  User: optionalText,
  WorkingDir: optionalText,
});

const ImageSchema = z.looseObject({
  Id: z.string(),
  RepoTags: nullableList(z.string()),
  RepoDigests: nullableList(z.string()),
  Size: z.number(),
  Created: optionalText,
  Os: optionalText,
  Architecture: optionalText,
  Variant: optionalText,
  RootFS: z.looseObject({ Layers: nullableList(z.string()) }).nullish(),
  // The engine leaves it out for an image that sets nothing.
  Config: z.preprocess((config) => config ?? {}, ConfigSchema),
});

/** Reads `GET /images/{name}/json`. Fails with `engine-protocol`. */
export function toImageDetail(reply: unknown): ImageDetail {
  const raw = checkShape(ImageSchema, reply, 'the image');
  const config = raw.Config;
  return {
    id: raw.Id,
    tags: raw.RepoTags,
    digests: raw.RepoDigests,
    sizeBytes: raw.Size,
    createdAtMs: toTimeMs(raw.Created),
    os: raw.Os,
    architecture: raw.Architecture,
    variant: raw.Variant,
    layerCount: raw.RootFS?.Layers.length ?? 0,
    layers: raw.RootFS?.Layers ?? [],
    labels: config.Labels,
    command: config.Cmd,
    entrypoint: config.Entrypoint,
    env: config.Env,
    exposedPorts: Object.keys(config.ExposedPorts ?? {}),
    user: config.User,
    workingDirectory: config.WorkingDir,
    inspectText: inspectTextOf(reply, config.Env),
  };
}

const RowSchema = z.looseObject({
  Id: z.string(),
  ParentId: optionalText,
  RepoTags: nullableList(z.string()),
  RepoDigests: nullableList(z.string()),
  Size: z.number(),
  Created: z.number().nullish(),
  Labels: z.unknown().transform((labels) => toLabels(labels, 'Labels')),
});

/** Reads `GET /images/json`. Fails with `engine-protocol`. */
export function toImageRows(reply: unknown): readonly ImageRow[] {
  return checkShape(z.array(RowSchema), reply, 'the list of images').map((raw) => ({
    id: raw.Id,
    tags: raw.RepoTags.filter((tag) => tag !== '<none>:<none>'),
    digests: raw.RepoDigests.filter((digest) => !digest.startsWith('<none>')),
    sizeBytes: raw.Size,
    labels: raw.Labels,
    hasParent: raw.ParentId !== '',
    createdAtMs: timeOf(raw.Created),
  }));
}

const HistorySchema = z.array(
  z.looseObject({
    CreatedBy: optionalText,
    Comment: optionalText,
    Created: z.number().nullish(),
    Size: z.number(),
  }),
);

/** Reads `GET /images/{name}/history`. Fails with `engine-protocol`. */
export function toHistory(reply: unknown): readonly HistoryStep[] {
  return checkShape(HistorySchema, reply, 'the image’s history').map((raw) => ({
    createdBy: raw.CreatedBy,
    comment: raw.Comment,
    createdAtMs: timeOf(raw.Created),
    sizeBytes: Math.max(0, raw.Size),
  }));
}

const UsageRowSchema = z.looseObject({ Id: z.string(), SharedSize: z.number().nullish() });

/** Until API 1.51 the first three, from 1.52 on the last; both where an engine serves old clients too. */
const UsageSchema = z.looseObject({
  LayersSize: z.number().nullish(),
  Images: nullableList(UsageRowSchema),
  ImageUsage: z
    .looseObject({ TotalSize: z.number().nullish(), Items: nullableList(UsageRowSchema) })
    .nullish(),
});

/** Reads `GET /system/df` in both of its shapes. Fails with `engine-protocol`. */
export function toImageUsage(reply: unknown): ImageUsage {
  const raw = checkShape(UsageSchema, reply, 'the disk usage');
  const rows = [...raw.Images, ...(raw.ImageUsage?.Items ?? [])];
  const sharedBytes = new Map<string, number>();
  for (const { Id: id, SharedSize: bytes } of rows) {
    // The engine writes -1 for what it did not count.
    if (typeof bytes === 'number' && bytes >= 0) sharedBytes.set(id, bytes);
  }
  const layersBytes = raw.ImageUsage?.TotalSize ?? raw.LayersSize ?? undefined;
  return layersBytes === undefined ? { sharedBytes } : { layersBytes, sharedBytes };
}

/** Seconds since 1970; zero and what lies before stand for "unknown". */
function timeOf(seconds: number | null | undefined): number | undefined {
  return typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : undefined;
}

const CommittedSchema = z.looseObject({ Id: z.string() });

/** Reads the answer of `POST /commit`: the new image's id. Fails with `engine-protocol`. */
export function toCommittedId(reply: unknown): string {
  return checkShape(CommittedSchema, reply, 'the new image').Id;
}

const DistributionSchema = z.looseObject({
  Descriptor: z.looseObject({ digest: z.string() }),
  Platforms: nullableList(z.looseObject({ os: optionalText, architecture: optionalText })),
});

/** Reads `GET /distribution/{name}/json`. Fails with `engine-protocol`. */
export function toDistribution(reply: unknown): Distribution {
  const raw = checkShape(DistributionSchema, reply, 'the registry’s description');
  return {
    digest: raw.Descriptor.digest,
    platforms: raw.Platforms.map((platform) => `${platform.os}/${platform.architecture}`),
  };
}
