import type { FileVersion } from '../../../shared/contract/layer-file.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { FLAG, KIND } from './entry-kind.ts';
import { normalPath } from './image-archive.ts';
import { lineageOf, pathOf, versionsOf, type ImageTree, type Version } from './image-tree.ts';
import { nameBytes } from './name-table.ts';
import type { ReadImage } from './read-image.ts';
import { latin1Of } from './shown-name.ts';

/** Where a file's bytes lie in the engine's export. */
export interface LocatedFile {
  readonly imageId: string;
  /** Tells the bytes apart, whichever image they are asked of. */
  readonly key: string;
  readonly layerPath: string;
  /** Inside its layer, without a slash in front; each byte as the character of its number. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Its layer lists it more than once, and the last one counts. */
  readonly isRepeated: boolean;
  /** Of all layers: what has to be gone through at most. */
  readonly imageBytes: number;
}

/** Finds a file's bytes; a hard link's are those that it stands for. Fails with `not-found` for what has none. */
export function locateFile(
  image: ReadImage,
  tree: ImageTree,
  { node, position }: Pick<FileVersion, 'node' | 'position'>,
): LocatedFile {
  const { version, at } = resolved(tree, node, position);
  const { layer, row } = version;
  if (layer.kinds[row] !== KIND.file) throw noFile(pathOf(tree, node), 'It is no file.');
  const flags = layer.flags[row] ?? 0;
  if ((flags & FLAG.sparse) !== 0) {
    throw noFile(pathOf(tree, node), 'It is stored with holes, which Berth does not fill.');
  }
  const path = rawPath(tree, at);
  return {
    imageId: image.imageId,
    key: `${image.rows[position]?.diffId ?? ''} ${path}`,
    layerPath: image.layerPaths[position] ?? '',
    path,
    sizeBytes: layer.sizesBytes[row] ?? 0,
    isRepeated: (flags & FLAG.repeated) !== 0,
    imageBytes: image.rows.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

interface Resolved {
  readonly version: Version;
  readonly at: number;
}

/** A link to a link is as far as anybody goes. */
const MAX_HOPS = 4;

function resolved(tree: ImageTree, node: number, position: number): Resolved {
  let at = node;
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    const version = versionsOf(tree, at).find((each) => each.position === position);
    if (version === undefined) break;
    const { layer, row } = version;
    const link = layer.links[row] ?? 0;
    if (layer.kinds[row] !== KIND.hardlink || link === 0) return { version, at };
    const target = nameBytes(layer.names, link - 1);
    const next = nodeAt(tree, normalPath(latin1Of(target, 0, target.length)));
    if (next === undefined) break;
    at = next;
  }
  throw noFile(
    pathOf(tree, node),
    at === node ? 'This layer has no such file.' : 'Its layer does not have what it links to.',
  );
}

/** The node at a path, each byte as the character of its number. */
export function nodeAt(tree: ImageTree, path: string): number | undefined {
  let node = 0;
  for (const name of path.split('/')) {
    const wanted = Buffer.from(name, 'latin1');
    let child = tree.firstChildren[node] ?? 0;
    while (child !== 0 && !wanted.equals(ownName(tree, child))) {
      child = tree.nextSiblings[child] ?? 0;
    }
    if (child === 0) return undefined;
    node = child;
  }
  return node;
}

/** A node's path as `nodeAt` takes it. */
export function rawPath(tree: ImageTree, node: number): string {
  const [, ...folders] = lineageOf(tree, node);
  return [...folders, node]
    .map((each) => {
      const name = ownName(tree, each);
      return latin1Of(name, 0, name.length);
    })
    .join('/');
}

function ownName(tree: ImageTree, node: number): Uint8Array {
  return nameBytes(tree.names, tree.nameIds[node] ?? 0);
}

function noFile(path: string, why: string): AppError {
  return new AppError({
    code: 'not-found',
    message: `There is nothing to show of /${path}. ${why}`,
    subject: path,
  });
}
