import type { PullPlan } from '../../../shared/contract/image.ts';
import { fullReference, type ImageReference } from '../../../shared/value/image-reference.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { RegistryImage, RegistryQuestion } from '../../engine/registry/read-registry-image.ts';
import type { ImageFactReader } from './image-facts.ts';
import { LayerTree } from './layer-tree.ts';

/** What a plan is made with; tests put their own in. */
export interface PullSources {
  readonly engine: ContainerEngine;
  readonly facts: ImageFactReader;
  readonly ask: (question: Omit<RegistryQuestion, 'login'>) => Promise<RegistryImage>;
  /** Space where the engine keeps its images; `undefined` where that is not on this machine. */
  readonly freeBytes: (engine: ContainerEngine) => Promise<number | undefined>;
}

/** What is here, what is missing, and whether there is room. Fails as the registry does. */
export async function planPull(
  sources: PullSources,
  reference: ImageReference,
  platform: string | undefined,
  signal: AbortSignal,
): Promise<PullPlan> {
  const { engine, facts, ask, freeBytes } = sources;
  const [image, rows, free] = await Promise.all([
    ask({ reference, platform: platform ?? (await ownPlatform(engine, signal)), signal }),
    engine.listImages({ signal }),
    freeBytes(engine),
  ]);
  const ids = rows.map(({ id }) => id);
  await facts.read(engine, rows, { signal });
  const wanted = image.layers.map(({ diffId }) => diffId);
  const presentCount = presentLayers(
    wanted,
    ids.map((id) => facts.of(id)?.layers ?? []),
  );
  const missing = image.layers.slice(presentCount);
  return {
    fullName: fullReference(reference),
    platform: image.platform,
    platforms: [...image.platforms],
    isHere: ids.includes(image.configDigest),
    layerCount: wanted.length,
    presentCount,
    fetchBytes: missing.reduce((sum, { compressedBytes }) => sum + compressedBytes, 0),
    ...(free !== undefined && { freeBytes: free }),
  };
}

/** How many of the lowest layers some image has: a layer is kept together with all below it. */
export function presentLayers(
  wanted: readonly string[],
  images: readonly (readonly string[])[],
): number {
  const tree = new LayerTree(
    new Map([['wanted', wanted], ...images.map((layers, at) => [String(at), layers] as const)]),
  );
  return Math.max(0, ...images.map((_layers, at) => tree.sharedCount('wanted', String(at))));
}

async function ownPlatform(engine: ContainerEngine, signal: AbortSignal): Promise<string> {
  const { os, architecture } = await engine.version({ signal });
  return `${os}/${architecture}`;
}
