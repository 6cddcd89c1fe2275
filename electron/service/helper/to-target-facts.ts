import * as z from 'zod';
import type { ContainerDetail } from '../../../shared/contract/container.ts';
import type { MountRequest, NamespaceShares } from '../../engine/container-spec.ts';

const nullableList = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);

/** The part of an inspection that says what a container shares, mounts and may use. */
const InspectionSchema = z.looseObject({
  HostConfig: z.looseObject({
    PidMode: z.string().nullish(),
    NetworkMode: z.string().nullish(),
    IpcMode: z.string().nullish(),
    Tmpfs: z.record(z.string(), z.string()).nullish(),
    Mounts: nullableList(
      z.looseObject({
        Type: z.string(),
        Target: z.string(),
        VolumeOptions: z.looseObject({ Subpath: z.string().optional() }).nullish(),
      }),
    ),
    DeviceRequests: nullableList(z.record(z.string(), z.unknown())),
  }),
  Mounts: nullableList(
    z.looseObject({
      Type: z.string(),
      Name: z.string().optional(),
      Source: z.string(),
      Destination: z.string(),
      RW: z.boolean(),
    }),
  ),
});

/** What a helper takes over from its target. */
export interface TargetFacts {
  /** Of a target that runs. */
  readonly shares: NamespaceShares;
  /** Whose processes it sees besides its own. */
  readonly foreignProcesses: 'host' | 'container' | undefined;
  /** What it would be connected to: a network's name, `host` or `none`; absent: the engine's own choice. */
  readonly network: string | undefined;
  readonly deviceRequests: readonly Readonly<Record<string, unknown>>[];
  /** Folders and volumes that outlive it, at their places. */
  readonly volumes: readonly MountedPlace[];
  /** Places in memory, empty when it does not run, and parts of volumes, which are not taken over. */
  readonly emptyPlaces: readonly string[];
}

type MountedPlace = Exclude<MountRequest, { readonly kind: 'tmpfs' }>;

/** Reads what a helper for this container takes over from it. */
export function toTargetFacts({ container, inspectText }: ContainerDetail): TargetFacts {
  const { HostConfig: host, Mounts: mounts } = InspectionSchema.parse(JSON.parse(inspectText));
  const own = `container:${container.id}`;
  const inMemory = host.Mounts.filter(({ Type: type }) => type === 'tmpfs');
  const inPart = host.Mounts.filter(({ VolumeOptions: options }) => options?.Subpath);
  const emptyPlaces = [...inMemory, ...inPart].map(({ Target: target }) => target);
  emptyPlaces.push(...Object.keys(host.Tmpfs ?? {}));
  return {
    shares: {
      processes: own,
      network: sharedBy(host.NetworkMode) ?? own,
      // A container's own shared memory is its own, unless it was made to be shared.
      ipc: host.IpcMode === 'shareable' ? own : sharedBy(host.IpcMode),
    },
    foreignProcesses: foreign(host.PidMode),
    network: host.NetworkMode?.startsWith('container:')
      ? undefined
      : (host.NetworkMode ?? undefined),
    deviceRequests: host.DeviceRequests,
    volumes: mounts.flatMap((mount): readonly MountedPlace[] => {
      const { Type: kind, Destination: destination, RW: isWritable } = mount;
      if ((kind !== 'volume' && kind !== 'bind') || emptyPlaces.includes(destination)) return [];
      const source = kind === 'volume' ? (mount.Name ?? mount.Source) : mount.Source;
      return [{ kind, source, destination, isWritable }];
    }),
    emptyPlaces,
  };
}

/** Whose it is already; undefined where it is the container's own. */
function sharedBy(mode: string | null | undefined): string | undefined {
  return mode === 'host' || mode?.startsWith('container:') === true ? mode : undefined;
}

function foreign(mode: string | null | undefined): TargetFacts['foreignProcesses'] {
  if (mode === 'host') return 'host';
  return mode?.startsWith('container:') === true ? 'container' : undefined;
}
