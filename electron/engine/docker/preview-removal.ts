import type { RemovalPreview } from '../../../shared/contract/container.ts';
import { toContainers } from './to-container.ts';
import { toMountedVolumes, type InspectedContainer } from './to-container-detail.ts';
import type { RequestShaper } from './to-request-shaper.ts';

/** What a removal would take away; `inspected` was read with its size. */
export async function previewRemoval(
  shaper: RequestShaper,
  inspected: InspectedContainer,
): Promise<RemovalPreview> {
  const anonymous = toMountedVolumes(inspected).filter((volume) => volume.isAnonymous);
  const own = await Promise.all(
    anonymous.map(async ({ name }) => {
      const filters = { volume: [name] };
      const reply = await shaper.listContainers({ all: true, filters });
      return toContainers(reply).every((user) => user.id === inspected.Id) ? name : undefined;
    }),
  );
  return {
    id: inspected.Id,
    name: inspected.Name.replace(/^\//, ''),
    isRunning: inspected.State.Running,
    freedBytes: inspected.SizeRw,
    anonymousVolumes: own.filter((name) => name !== undefined),
  };
}
