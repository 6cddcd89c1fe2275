import type { PathEvent, PathLife } from '../../../shared/contract/layer.ts';
import { FLAG, KIND, replacesFolder, toKindWord } from './entry-kind.ts';
import {
  lineageOf,
  linkOf,
  pathOf,
  versionsOf,
  type ImageTree,
  type Version,
} from './image-tree.ts';

/** What every layer did to one path, from its versions and those of the folders above it. */
export function lifeOf(tree: ImageTree, node: number): PathLife {
  const own = new Map(versionsOf(tree, node).map((version) => [version.position, version]));
  const above = hidingAbove(tree, node);
  const events: PathEvent[] = [];
  let present: Version | undefined;
  let shippedBytes = 0;
  for (let position = 0; position < tree.layers.length; position++) {
    const version = own.get(position);
    const removedWith = above.get(position);
    const comes = version !== undefined && kindOf(version) !== KIND.none;
    const isHidden = removedWith !== undefined || (version !== undefined && isWhiteout(version));
    if (present !== undefined && isHidden && !comes) {
      events.push({
        ...describe(present),
        position,
        change: 'removed',
        ...(removedWith !== undefined && { removedWith: pathOf(tree, removedWith) }),
      });
      present = undefined;
    }
    if (!comes) continue;
    shippedBytes += version.layer.sizesBytes[version.row] ?? 0;
    events.push({ ...describe(version), change: present === undefined ? 'added' : 'changed' });
    present = version;
  }
  return { node, path: pathOf(tree, node), events, isPresent: present !== undefined, shippedBytes };
}

/** Layers that take away or replace a folder above a node, with the topmost such folder of each. */
function hidingAbove(tree: ImageTree, node: number): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const folder of lineageOf(tree, node)) {
    for (const version of versionsOf(tree, folder)) {
      const isHiding = isWhiteout(version) || isOpaque(version) || replacesFolder(kindOf(version));
      if (isHiding && !found.has(version.position)) found.set(version.position, folder);
    }
  }
  return found;
}

function describe(version: Version): Omit<PathEvent, 'change'> {
  const { layer, row, position } = version;
  const linkTarget = linkOf(version);
  return {
    position,
    kind: toKindWord(kindOf(version)),
    sizeBytes: layer.sizesBytes[row] ?? 0,
    mode: layer.modes[row] ?? 0,
    uid: layer.uids[row] ?? 0,
    gid: layer.gids[row] ?? 0,
    modifiedAtMs: layer.modifiedAtMs[row] ?? 0,
    ...(linkTarget !== undefined && { linkTarget }),
  };
}

function kindOf({ layer, row }: Version): number {
  return layer.kinds[row] ?? KIND.none;
}

function isWhiteout({ layer, row }: Version): boolean {
  return ((layer.flags[row] ?? 0) & FLAG.whiteout) !== 0;
}

function isOpaque({ layer, row }: Version): boolean {
  return ((layer.flags[row] ?? 0) & FLAG.opaque) !== 0;
}
