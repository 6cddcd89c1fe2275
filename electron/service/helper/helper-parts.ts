import type { ContainerEngine } from '../../engine/container-engine.ts';
import { isHelper, isHelperCopy, OWNER_LABEL } from './helper-labels.ts';

/** What was made at the engine for one helper, to be removed with it. */
export interface HelperParts {
  readonly containerIds: Set<string>;
  readonly imageIds: Set<string>;
}

/** Nothing yet. */
export function noParts(): HelperParts {
  return { containerIds: new Set(), imageIds: new Set() };
}

/**
 * Removes them: containers first, as their images are in use until then. Without a way to the engine they stay until
 * the next start, which looks for them.
 */
export async function removeParts(
  engine: ContainerEngine,
  { containerIds, imageIds }: HelperParts,
): Promise<void> {
  // Volumes that belong to others are mounted by their name; only nameless ones go with a helper.
  const how = { force: true, volumes: true };
  await Promise.allSettled([...containerIds].map((id) => engine.removeContainer(id, how)));
  await Promise.allSettled([...imageIds].map(async (id) => await removeCopy(engine, id)));
}

/** Leaves one that its user gave a name, or runs a container of their own from. */
async function removeCopy(engine: ContainerEngine, id: string): Promise<void> {
  const { tags } = await engine.inspectImage(id);
  if (tags.length === 0) await engine.removeImage(id, { force: false });
}

/** What this installation has left at the engine, besides what is in use. */
export async function leftParts(
  engine: ContainerEngine,
  owner: string,
  inUse: readonly HelperParts[],
): Promise<HelperParts> {
  const label = `${OWNER_LABEL}=${owner}`;
  const [containers, images] = await Promise.all([
    engine.listContainers({ label }),
    engine.listImages({ label }),
  ]);
  const isLeft = (kind: keyof HelperParts, id: string): boolean =>
    inUse.every((parts) => !parts[kind].has(id));
  return {
    containerIds: new Set(
      containers
        .filter(isHelper)
        .map(({ id }) => id)
        .filter((id) => isLeft('containerIds', id)),
    ),
    imageIds: new Set(
      images
        .filter(isHelperCopy)
        .map(({ id }) => id)
        .filter((id) => isLeft('imageIds', id)),
    ),
  };
}
