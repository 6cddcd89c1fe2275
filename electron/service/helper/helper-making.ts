import { randomBytes } from 'node:crypto';
import type { ContainerDetail } from '../../../shared/contract/container.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { ContainerSpec } from '../../engine/container-spec.ts';
import { devicesRefused } from './helper-failure.ts';
import type { HelperParts } from './helper-parts.ts';

/** What a helper is made of. */
export interface HelperMaking {
  readonly engine: ContainerEngine;
  readonly target: ContainerDetail;
  /** The image that it is made from; absent where a copy of the target has a shell itself. */
  readonly image: string | undefined;
  readonly owner: string;
  /** Gets whatever is made, as soon as it is there. */
  readonly parts: HelperParts;
}

/** A helper that runs. */
export interface MadeHelper {
  readonly helperId: string;
  /** As whom and where its shell begins; the container's own where nothing is said. */
  readonly choice: { readonly user?: string; readonly directory?: string };
  /** The engine did not hand it the devices that its target asks for. */
  readonly isWithoutDevices: boolean;
}

/** A name that no other container has. */
export function helperName({ container: { name } }: ContainerDetail): string {
  return `${name}-helper-${randomBytes(2).toString('hex')}`;
}

/** Creates a container of a helper and books it. */
export async function createPart(
  { engine, parts }: HelperMaking,
  spec: ContainerSpec,
): Promise<string> {
  const id = await engine.createContainer(spec);
  parts.containerIds.add(id);
  return id;
}

/** Creates and starts one; where the engine cannot hand out the devices, without them. */
export async function startPart(
  making: HelperMaking,
  spec: ContainerSpec,
  prepare: (id: string) => Promise<void> = async () => undefined,
): Promise<Pick<MadeHelper, 'helperId' | 'isWithoutDevices'>> {
  const { engine, parts } = making;
  const start = async (wanted: ContainerSpec): Promise<string> => {
    const id = await createPart(making, wanted);
    await prepare(id);
    await engine.startContainer(id);
    return id;
  };
  const { deviceRequests = [], ...plain } = spec;
  if (deviceRequests.length === 0) {
    return { helperId: await start(plain), isWithoutDevices: false };
  }
  const before = new Set(parts.containerIds);
  try {
    return { helperId: await start(spec), isWithoutDevices: false };
  } catch (error) {
    if (!devicesRefused(error)) throw error;
    for (const id of parts.containerIds) {
      if (before.has(id)) continue;
      await engine.removeContainer(id, { force: true, volumes: true });
      parts.containerIds.delete(id);
    }
    return { helperId: await start(plain), isWithoutDevices: true };
  }
}
