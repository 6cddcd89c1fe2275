import type * as z from 'zod';
import type { ComparedPath, comparisonContract } from '../../../shared/contract/comparison.ts';
import type { FileVersion } from '../../../shared/contract/layer-file.ts';
import { filterPaths, type DifferentPath, type ImageComparison } from './compare-images.ts';
import { pathOf, type ImageTree } from './image-tree.ts';
import { nodeAt, rawPath } from './locate-file.ts';
import type { ReadImage } from './read-image.ts';

export type FilesInput = z.output<typeof comparisonContract.files.input>;
export type FilesAnswer = z.output<typeof comparisonContract.files.output>;

interface Side {
  readonly image: Pick<ReadImage, 'imageId'>;
  readonly tree: ImageTree;
}

/** The rows that are asked for of a comparison. */
export function comparedFiles(
  comparison: ImageComparison,
  sides: { readonly before: Side; readonly after: Side },
  { changes, text, limit }: FilesInput,
): FilesAnswer {
  const found = filterPaths(comparison, new Set(changes), text);
  const rows = found.slice(0, limit).map((path): ComparedPath => {
    const { node, change, isFolder, fileCount, beforeBytes, afterBytes } = path;
    const before = versionOf(comparison, path, 'before', sides.before);
    const after = versionOf(comparison, path, 'after', sides.after);
    return {
      path: pathOf(comparison.tree, node),
      change,
      isFolder,
      fileCount,
      beforeBytes,
      afterBytes,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    };
  });
  return { rows, totalCount: found.length, totals: comparison.totals };
}

/** Where one image has a file: its own tree numbers paths otherwise. */
function versionOf(
  comparison: ImageComparison,
  { node, isFolder, change }: DifferentPath,
  side: 'before' | 'after',
  { image, tree }: Side,
): FileVersion | undefined {
  const isThere = change !== (side === 'before' ? 'added' : 'removed');
  if (isFolder || !isThere) return undefined;
  const own = nodeAt(tree, rawPath(comparison.tree, node));
  const position = comparison.positionOf(node, side);
  return own === undefined || position === undefined
    ? undefined
    : { imageId: image.imageId, node: own, position };
}
