import type {
  ImageChoice,
  ImageName,
  ImageRemovalItem,
  ImageRemovalPlan,
  ImageUser,
} from '../../../shared/contract/image.ts';
import { imageNames } from '../../../shared/value/image-names.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { CallOptions, ImageRow } from '../../engine/image-engine.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { ImageFactReader } from './image-facts.ts';
import { isHelperCopy } from '../helper/helper-labels.ts';
import { usersByImage } from './image-watch.ts';
import { inParallel } from './in-parallel.ts';
import { layerSizes } from './layer-sizes.ts';
import { LayerTree } from './layer-tree.ts';

/** What the engine has, as far as a removal asks. */
interface Stock {
  readonly rows: readonly ImageRow[];
  readonly users: ReadonlyMap<string, readonly ImageUser[]>;
}

/** What would go, from the engine's lists of this moment and the layers of all its images. */
export async function planRemoval(
  engine: ContainerEngine,
  facts: ImageFactReader,
  choice: ImageChoice,
  options: CallOptions,
): Promise<ImageRemovalPlan> {
  const [rows, containers] = await Promise.all([
    engine.listImages(options),
    engine.listContainers(options),
  ]);
  const items = removalItems({ rows, users: usersByImage(containers) }, choice);
  const deletedIds = [
    ...new Set(items.filter(({ effect }) => effect === 'delete').map(({ imageId }) => imageId)),
  ];
  await facts.read(engine, rows, options);
  return {
    items: [...items],
    deletedCount: deletedIds.length,
    freed: await freedBytes(engine, facts, rows, deletedIds, options),
  };
}

/** What would become of each name that is meant. */
export function removalItems(
  { rows, users }: Stock,
  choice: ImageChoice,
): readonly ImageRemovalItem[] {
  const wanted = choice.kind === 'names' ? byImage(choice.names) : undefined;
  return rows.flatMap((row) => {
    const names = imageNames(row);
    const own = [...(users.get(row.id) ?? [])];
    const meant =
      wanted === undefined
        ? isMeant(row, own, choice) && names
        : names.filter(({ reference }) => wanted.get(row.id)?.has(reference));
    if (meant === false || meant.length === 0) return [];
    const isWhole = meant.length === names.length;
    const effect = !isWhole ? 'untag' : own.length > 0 ? 'stays' : 'delete';
    return meant.map((name) => ({ ...name, effect, users: effect === 'stays' ? own : [] }));
  });
}

function isMeant(row: ImageRow, users: readonly ImageUser[], choice: ImageChoice): boolean {
  // A helper's copy goes with its terminal.
  if (isHelperCopy(row)) return false;
  return users.length === 0 && (choice.kind === 'unused' || row.tags.length === 0);
}

function byImage(names: readonly ImageName[]): ReadonlyMap<string, ReadonlySet<string>> {
  const wanted = new Map<string, Set<string>>();
  for (const { imageId, reference } of names) {
    const known = wanted.get(imageId);
    if (known === undefined) wanted.set(imageId, new Set([reference]));
    else known.add(reference);
  }
  return wanted;
}

/** Bytes of the layers that only these images have, counted over all images. */
async function freedBytes(
  engine: ContainerEngine,
  facts: ImageFactReader,
  rows: readonly ImageRow[],
  ids: readonly string[],
  options: CallOptions,
): Promise<ImageRemovalPlan['freed']> {
  const layersOf = new Map(rows.map(({ id }) => [id, facts.of(id)?.layers]));
  const unread = rows.filter(({ id }) => layersOf.get(id) === undefined);
  if (ids.length > 0 && unread.length > 0) {
    return unknown(`the layers of ${unread.length} images could not be read`);
  }
  const tree = new LayerTree(new Map(rows.map(({ id }) => [id, facts.of(id)?.layers ?? []])));
  const sizeOf = new Map(rows.map(({ id, sizeBytes }) => [id, sizeBytes]));
  const going = [...tree.freedBy(ids)].filter(([, places]) => places.length > 0);
  let bytes = 0;
  let because: string | undefined;
  await inParallel(going, async ([id, places]) => {
    const sizes = await sizesOf(engine, id, layersOf.get(id)?.length ?? 0, options);
    if (sizes === undefined) because = 'an image’s history does not tell its layers’ sizes';
    else if (sum(sizes) !== sizeOf.get(id)) {
      because = 'this engine keeps more of an image than its layers, and does not say how much';
    } else bytes += sum(places.map((place) => sizes[place] ?? 0));
  });
  return because === undefined ? { kind: 'known', bytes } : unknown(because);
}

async function sizesOf(
  engine: ContainerEngine,
  id: string,
  layerCount: number,
  options: CallOptions,
): Promise<readonly number[] | undefined> {
  try {
    return layerSizes(await engine.imageHistory(id, options), layerCount);
  } catch (error) {
    if (error instanceof AppError && error.failure.code === 'not-found') return undefined;
    throw error;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function unknown(because: string): ImageRemovalPlan['freed'] {
  return { kind: 'unknown', because };
}
