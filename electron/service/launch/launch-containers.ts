import type { Container } from '../../../shared/contract/container.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { CallOptions } from '../../engine/image-engine.ts';
import { LAUNCH_LABEL } from './launch-labels.ts';

/** The containers with this launch's label: none or one, unless somebody copied the label. */
async function containersOf(
  engine: ContainerEngine,
  launchId: string,
  options?: CallOptions,
): Promise<readonly Container[]> {
  const label = `${LAUNCH_LABEL}=${launchId}`;
  const containers = await engine.listContainers({ ...options, label });
  // What is removed is looked at here, not only by the engine.
  return containers.filter(({ labels }) => labels[LAUNCH_LABEL] === launchId);
}

/** The launch's container, if the engine has it. */
export async function findLaunchContainer(
  engine: ContainerEngine,
  launchId: string,
  options?: CallOptions,
): Promise<Container | undefined> {
  const [container] = await containersOf(engine, launchId, options);
  return container;
}

/** Ends and removes the launch's container. Touches nothing that lacks our label. */
export async function removeLaunchContainers(
  engine: ContainerEngine,
  launchId: string,
): Promise<void> {
  for (const { id } of await containersOf(engine, launchId)) {
    try {
      await engine.removeContainer(id, { force: true, volumes: true });
    } catch (error) {
      // Somebody else removed it first.
      if (!(error instanceof AppError) || error.failure.code !== 'not-found') throw error;
    }
  }
}
