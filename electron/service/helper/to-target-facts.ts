import * as z from 'zod';
import type { ContainerDetail } from '../../../shared/contract/container.ts';
import type { NamespaceShares } from '../../engine/container-spec.ts';

/** The part of an inspection that says what a container shares and may use. */
const InspectionSchema = z.looseObject({
  HostConfig: z.looseObject({
    PidMode: z.string().nullish(),
    NetworkMode: z.string().nullish(),
    IpcMode: z.string().nullish(),
    DeviceRequests: z.array(z.record(z.string(), z.unknown())).nullish(),
  }),
});

/** What a helper shares with its target. */
export interface TargetFacts {
  readonly shares: NamespaceShares;
  readonly deviceRequests: readonly Readonly<Record<string, unknown>>[];
}

/** Reads what a helper beside this container shares with it. */
export function toTargetFacts({ container, inspectText }: ContainerDetail): TargetFacts {
  const { HostConfig: host } = InspectionSchema.parse(JSON.parse(inspectText));
  const own = `container:${container.id}`;
  return {
    shares: {
      processes: sharedBy(host.PidMode) ?? own,
      network: sharedBy(host.NetworkMode) ?? own,
      // A container's own shared memory is its own, unless it was made to be shared.
      ipc: host.IpcMode === 'shareable' ? own : sharedBy(host.IpcMode),
    },
    deviceRequests: host.DeviceRequests ?? [],
  };
}

/** Whose it is already; undefined where it is the container's own. */
function sharedBy(mode: string | null | undefined): string | undefined {
  return mode === 'host' || mode?.startsWith('container:') === true ? mode : undefined;
}
