import type { FamilyPlace, ImageDetail, ImageStep } from '../../../shared/contract/image.ts';
import { imageNames } from '../../../shared/value/image-names.ts';
import { shortId } from '../../../shared/value/short-id.ts';
import { maskedVariable } from '../../../shared/value/masked-variable.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { CallOptions, HistoryStep } from '../../engine/image-engine.ts';
import { historyChanges } from './history-changes.ts';
import { platformOf, type ImageFactReader } from './image-facts.ts';
import { layerSizes } from './layer-sizes.ts';
import { LayerTree } from './layer-tree.ts';
import { readInstruction, type Instruction } from '../../../shared/value/read-instruction.ts';

/** Everything that an image's page shows. Fails with `not-found`. */
export async function readImageDetail(
  engine: ContainerEngine,
  facts: ImageFactReader,
  id: string,
  options: CallOptions,
): Promise<ImageDetail> {
  const [image, history, rows] = await Promise.all([
    engine.inspectImage(id, options),
    engine.imageHistory(id, options),
    engine.listImages(options),
  ]);
  await facts.read(engine, rows, options);
  const unread = rows.filter((row) => facts.of(row.id) === undefined);
  const layersOf = new Map(rows.map((row) => [row.id, facts.of(row.id)?.layers ?? []]));
  const names = new Map(
    rows.map((row) => [row.id, row.tags[0] ?? imageNames(row)[0]?.reference ?? row.id]),
  );
  const sizes = layerSizes(history, image.layers.length);
  return {
    id,
    tags: [...image.tags],
    sizeBytes: image.sizeBytes,
    layerCount: image.layers.length,
    platform: platformOf(image),
    command: [...image.command],
    entrypoint: [...image.entrypoint],
    env: image.env.map(maskedVariable),
    exposedPorts: [...image.exposedPorts],
    user: image.user,
    workingDirectory: image.workingDirectory,
    labels: { ...image.labels },
    history: [...steps(history)],
    family: [...familyOf(new LayerTree(layersOf), id, names, sizes)],
    unreadCount: unread.length,
    inspectText: image.inspectText,
  };
}

function steps(history: readonly HistoryStep[]): readonly ImageStep[] {
  const oldestFirst = history.toReversed();
  const instructions = oldestFirst.map(({ createdBy }) =>
    withoutSecrets(readInstruction(createdBy)),
  );
  const changes = historyChanges(instructions);
  return oldestFirst.map(({ comment, createdAtMs, sizeBytes }, at) => ({
    keyword: instructions[at]?.keyword ?? '',
    words: instructions[at]?.words ?? '',
    comment: comment.startsWith('buildkit.') ? '' : comment,
    ...(createdAtMs !== undefined && { createdAtMs }),
    sizeBytes,
    changes: [...(changes[at] ?? [])],
  }));
}

function withoutSecrets({ keyword, words }: Instruction): Instruction {
  if (keyword !== 'ENV') return { keyword, words };
  return { keyword, words: words.replaceAll(/[A-Za-z_]\w*=(?:"[^"]*"|\S+)/g, maskedVariable) };
}

function familyOf(
  tree: LayerTree,
  id: string,
  names: ReadonlyMap<string, string>,
  sizes: readonly number[] | undefined,
): readonly FamilyPlace[] {
  return tree.places(id).map(({ depth, belowCount, layerCount, imageIds, isOwn }) => {
    const own = isOwn ? sizes?.slice(belowCount, belowCount + layerCount) : undefined;
    return {
      depth,
      layerCount,
      ...(own !== undefined && { sizeBytes: own.reduce((sum, bytes) => sum + bytes, 0) }),
      images: imageIds.map((imageId) => ({
        id: imageId,
        name: names.get(imageId) ?? shortId(imageId),
      })),
      isOwn,
    };
  });
}
