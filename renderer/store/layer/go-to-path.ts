import { lastValueOf } from '../loadable.ts';
import { useLayerStore } from '../layer-store.ts';
import { notifyInfo } from '../notice-store.ts';
import {
  useFileTreeStore,
  revealPath,
  showFileTree,
  type FileTreeView,
} from './file-tree-store.ts';
import { chooseLayer, setLayerView, useLayerViewStore } from './layer-view-store.ts';
import { endSearch } from './path-search-store.ts';
import { largestPosition } from './layer-order.ts';

/** A path and the layers that have it. */
export interface PathPlace {
  readonly path: string;
  readonly positions: readonly number[];
}

/** What the tree is to show now; undefined before the image is read. */
export function wantedView(): FileTreeView | undefined {
  const image = lastValueOf(useLayerStore.getState().layers);
  const { range, show, sort, minSizeBytes } = useLayerViewStore.getState();
  if (image?.status !== 'ready' || image.layers.length === 0) return undefined;
  const largest = largestPosition(image.layers);
  const { from, to } = range ?? { from: largest, to: largest };
  return { imageId: image.imageId, from, to, show, sort, minSizeBytes };
}

/**
 * Leads to a path in the tree: in the layers that are chosen if they have it, otherwise in the newest that does.
 */
export async function goToPath({ path, positions }: PathPlace): Promise<void> {
  endSearch();
  setLayerView({ picture: 'tree', minSizeBytes: 0 });
  const view = wantedView();
  if (view === undefined) return;
  const isChosen = positions.some((position) => position >= view.from && position <= view.to);
  if (isChosen && (await revealIn(path))) return;
  for (const position of positions.toReversed()) {
    chooseLayer(position);
    if (await revealIn(path)) return;
  }
  notifyInfo(`“${path}” is not in the files that are shown.`);
}

async function revealIn(path: string): Promise<boolean> {
  const view = wantedView();
  if (view === undefined) return false;
  await showFileTree(view);
  if (useFileTreeStore.getState().failure !== undefined) return false;
  return await revealPath(path);
}
