import type { PathEvent, PathLife, TreeRow } from '../../../shared/contract/layer.ts';
import { useFileTreeStore } from './file-tree-store.ts';
import type { FileSubject } from './file-viewer-store.ts';

/** The file of a row of the tree, as the view has it; undefined for a folder and what no layer lists. */
export function subjectOf(row: TreeRow | undefined): FileSubject | undefined {
  const imageId = useFileTreeStore.getState().view?.imageId;
  if (imageId === undefined || row === undefined || row.kind === 'directory') return undefined;
  const { node, position, name, kind, sizeBytes, linkTarget } = row;
  return position === undefined
    ? undefined
    : { imageId, node, position, path: name, kind, sizeBytes, linkTarget };
}

/** One version of a path's life. */
export function versionSubject(imageId: string, life: PathLife, event: PathEvent): FileSubject {
  const { position, kind, sizeBytes, linkTarget } = event;
  return { imageId, node: life.node, position, path: life.path, kind, sizeBytes, linkTarget };
}
