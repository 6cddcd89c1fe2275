import * as z from 'zod';
import type { Distribution, ImageDetail, ImageRow } from '../container-engine.ts';
import { checkShape, nullableList, optionalText, toTimeMs } from './check-shape.ts';
import { toLabels } from './to-container.ts';

const ConfigSchema = z.looseObject({
  Labels: z.unknown().transform((labels) => toLabels(labels, 'Labels')),
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
    layerCount: raw.RootFS?.Layers.length ?? 0,
    labels: config.Labels,
    command: config.Cmd,
    entrypoint: config.Entrypoint,
    env: config.Env,
    exposedPorts: Object.keys(config.ExposedPorts ?? {}),
    user: config.User,
    workingDirectory: config.WorkingDir,
  };
}

const RowsSchema = z.array(
  z.looseObject({ Id: z.string(), RepoTags: nullableList(z.string()), Size: z.number() }),
);

/** Reads `GET /images/json`. Fails with `engine-protocol`. */
export function toImageRows(reply: unknown): readonly ImageRow[] {
  return checkShape(RowsSchema, reply, 'the list of images').map((raw) => ({
    id: raw.Id,
    tags: raw.RepoTags.filter((tag) => tag !== '<none>:<none>'),
    sizeBytes: raw.Size,
  }));
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
