import * as z from 'zod';
import type { Container, ContainerDetail } from '../../../shared/contract/container.ts';
import type { MountedVolume } from '../container-engine.ts';
import { inspectTextOf } from './inspect-text.ts';
import { checkShape, nullableList, optionalText, toTimeMs } from './check-shape.ts';

const MountSchema = z.looseObject({
  Type: z.string(),
  Name: optionalText,
  Source: optionalText,
  Destination: z.string(),
  RW: z.boolean(),
});

const InspectSchema = z.looseObject({
  Id: z.string(),
  Name: z.string(),
  State: z.looseObject({
    Running: z.boolean(),
    OOMKilled: z.boolean().optional(),
    ExitCode: z.number().int(),
    Error: optionalText,
    StartedAt: optionalText,
    FinishedAt: optionalText,
  }),
  Config: z.looseObject({
    Tty: z.boolean(),
    OpenStdin: z.boolean().optional(),
    Env: nullableList(z.string()),
    User: optionalText,
    WorkingDir: optionalText,
  }),
  HostConfig: z.looseObject({
    Binds: nullableList(z.string()),
    Mounts: nullableList(z.looseObject({ Source: optionalText })),
    RestartPolicy: z.looseObject({ Name: optionalText }).optional(),
  }),
  Mounts: nullableList(MountSchema),
  NetworkSettings: z.looseObject({
    Networks: z.record(z.string(), z.looseObject({ IPAddress: optionalText })).nullish(),
  }),
  SizeRw: z.number().optional(),
  SizeRootFs: z.number().optional(),
});

/** The checked answer of `GET /containers/{id}/json`. */
export type InspectedContainer = z.infer<typeof InspectSchema>;

/** Fails with `engine-protocol`. */
export function toInspectedContainer(reply: unknown): InspectedContainer {
  return checkShape(InspectSchema, reply, 'the container');
}

/** What a container's own page shows; `row` is its entry in the list. */
export function toContainerDetail(
  inspected: InspectedContainer,
  row: Container,
  reply: unknown,
): ContainerDetail {
  const { State: state, Config: config, HostConfig: host } = inspected;
  const startedAtMs = toTimeMs(state.StartedAt);
  const hasEnded = !state.Running && startedAtMs !== undefined;
  return {
    container: row,
    startedAtMs,
    finishedAtMs: hasEnded ? toTimeMs(state.FinishedAt) : undefined,
    exitCode: hasEnded ? state.ExitCode : undefined,
    isOomKilled: state.OOMKilled === true,
    hasTty: config.Tty,
    isStdinOpen: config.OpenStdin === true,
    startError: state.Error,
    restartPolicy: host.RestartPolicy?.Name || 'no',
    workingDirectory: config.WorkingDir,
    user: config.User,
    mounts: inspected.Mounts.map((mount) => ({
      kind: mount.Type,
      source: mount.Name || mount.Source,
      destination: mount.Destination,
      isWritable: mount.RW,
    })),
    networks: Object.entries(inspected.NetworkSettings.Networks ?? {}).map(([name, network]) => ({
      name,
      ipAddress: network.IPAddress,
    })),
    inspectText: inspectTextOf(reply, config.Env),
  };
}

/** Volumes that it mounts. */
export function toMountedVolumes(inspected: InspectedContainer): readonly MountedVolume[] {
  const { Binds: binds, Mounts: requests } = inspected.HostConfig;
  const named = new Set([
    ...binds.map((bind) => bind.split(':')[0] ?? ''),
    ...requests.map((request) => request.Source),
  ]);
  return inspected.Mounts.filter((mount) => mount.Type === 'volume').map((mount) => ({
    name: mount.Name,
    destination: mount.Destination,
    // The engine's own test: an anonymous volume is one that no request named.
    isAnonymous: !named.has(mount.Name) && /^[0-9a-f]{64}$/.test(mount.Name),
  }));
}
