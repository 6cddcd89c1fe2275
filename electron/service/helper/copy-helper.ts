import type { ContainerDetail } from '../../../shared/contract/container.ts';
import type { HelperPlan } from '../../../shared/contract/helper.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { CallOptions } from '../../engine/image-engine.ts';
import type { ContainerSpec } from '../../engine/container-spec.ts';
import { TARGET_DIRECTORY } from './beside-helper.ts';
import { noShellInCopy, noShellInImage } from './helper-failure.ts';
import { helperImages } from './helper-images.ts';
import { helperLabels } from './helper-labels.ts';
import {
  createPart,
  helperName,
  startPart,
  type HelperMaking,
  type MadeHelper,
} from './helper-making.ts';
import { toTargetFacts } from './to-target-facts.ts';

/** Where a helper from another image has its target's volumes: the copied files must not go into them. */
const VOLUMES_DIRECTORY = '/volumes';

/** Waits for input that never comes. */
const WAIT = ['/bin/sh', '-c', 'read -r _'];

/** What would be made to look at a container that does not run. */
export async function planCopy(
  engine: ContainerEngine,
  target: ContainerDetail,
  last: string,
  options: CallOptions,
): Promise<HelperPlan> {
  const { id, name, state } = target.container;
  const [hasShell, sizes] = await Promise.all([
    findShell(engine, id, options),
    engine.containerSizes(id, options),
  ]);
  const { volumes, emptyPlaces, deviceRequests } = toTargetFacts(target);
  return {
    kind: 'copy',
    containerName: name,
    state,
    hasShell,
    images: hasShell ? [] : await helperImages(engine, last, options),
    ...sizes,
    volumes: volumes.map(({ destination }) => destination),
    emptyPlaces: [...emptyPlaces],
    sharesDevices: hasShell && deviceRequests.length > 0,
  };
}

/** Makes a container from a copy of one that does not run. */
export async function makeCopy(making: HelperMaking): Promise<MadeHelper> {
  const { engine, target, parts } = making;
  const { id } = target.container;
  const hasShell = await findShell(engine, id);
  const copyId = await engine.commitContainer(id, {
    changes: [
      ...Object.entries(helperLabels(id, making.owner, '')).map(
        ([key, value]) => `LABEL ${key}=${value}`,
      ),
      // What the image checks would run the target's programs.
      'HEALTHCHECK NONE',
    ],
  });
  parts.imageIds.add(copyId);
  return hasShell ? await startCopy(making, copyId) : await fillHelper(making, copyId);
}

/** The copy itself: same user, directory and environment, its volumes and devices. */
async function startCopy(making: HelperMaking, copyId: string): Promise<MadeHelper> {
  const { target } = making;
  const { volumes, emptyPlaces, network, deviceRequests } = toTargetFacts(target);
  try {
    const started = await startPart(making, {
      ...identityOf(making),
      image: copyId,
      entrypoint: WAIT,
      command: [],
      mounts: [
        ...volumes,
        ...emptyPlaces.map((destination) => ({ kind: 'tmpfs' as const, destination })),
      ],
      shares: { network },
      deviceRequests,
      keepsInputOpen: true,
    });
    return { ...started, choice: {} };
  } catch (error) {
    throw noShellInCopy(error, target.container.name) ?? error;
  }
}

/** A container from another image, with the copy's files in a folder. */
async function fillHelper(making: HelperMaking, copyId: string): Promise<MadeHelper> {
  const { engine, target, image, parts } = making;
  if (image === undefined) {
    throw new AppError({
      code: 'tool-missing',
      message: `${target.container.name} has no shell.`,
      hint: 'Choose an image for the helper that has one.',
      subject: target.container.name,
    });
  }
  // Never started: the engine hands out a container's files, not an image's. Without the target's volumes, or they
  // would be copied as well.
  const twinId = await createPart(making, {
    ...identityOf(making),
    image: copyId,
    entrypoint: ['/never-started'],
    command: [],
  });
  const { volumes, network } = toTargetFacts(target);
  try {
    const started = await startPart(
      making,
      {
        ...identityOf(making),
        image,
        entrypoint: WAIT,
        command: [],
        user: '0',
        // The engine makes it, so that there is a place for the files.
        workingDirectory: TARGET_DIRECTORY,
        mounts: volumes.map((volume) => ({
          ...volume,
          destination: `${VOLUMES_DIRECTORY}${volume.destination}`,
        })),
        shares: { network },
        keepsInputOpen: true,
      },
      async (helperId) =>
        await engine.putArchive(helperId, TARGET_DIRECTORY, engine.getArchive(twinId, '/')),
    );
    await engine.removeContainer(twinId, { force: true, volumes: true });
    parts.containerIds.delete(twinId);
    return { ...started, choice: { user: '0', directory: TARGET_DIRECTORY } };
  } catch (error) {
    throw noShellInImage(error, image) ?? error;
  }
}

/** Name and labels; the target's own labels are emptied, so that nobody takes the helper for it. */
function identityOf({ target, owner }: HelperMaking): Pick<ContainerSpec, 'name' | 'labels'> {
  const { id, labels } = target.container;
  const name = helperName(target);
  const emptied = Object.fromEntries(Object.keys(labels).map((key) => [key, '']));
  return {
    name,
    labels: { ...emptied, ...helperLabels(id, owner, name) },
  };
}

/** Whether there is a shell in a container's files. */
async function findShell(
  engine: ContainerEngine,
  containerId: string,
  { signal }: CallOptions = {},
): Promise<boolean> {
  const done = new AbortController();
  const ends = signal === undefined ? done.signal : AbortSignal.any([signal, done.signal]);
  try {
    // The head of the answer says it; the file itself is not read.
    for await (const _ of engine.getArchive(containerId, '/bin/sh', { signal: ends })) break;
    return true;
  } catch (error) {
    if (error instanceof AppError && error.failure.code === 'not-found') return false;
    throw error;
  } finally {
    done.abort();
  }
}
