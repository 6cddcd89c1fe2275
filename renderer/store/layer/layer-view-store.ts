import { create } from 'zustand';

/** Layers from the first to the last one that is chosen, by position; both are in it. */
export interface LayerRange {
  readonly from: number;
  readonly to: number;
}

/** How an image's layers are looked at. */
interface LayerViewState {
  /** Absent until somebody chooses: the largest layer then. */
  readonly range: LayerRange | undefined;
  /** Where a range that Shift makes begins. */
  readonly anchor: number | undefined;
  readonly order: 'size' | 'build';
  /** `changes`: only what the chosen layers did. `all`: everything that is there after them. */
  readonly show: 'changes' | 'all';
  readonly sort: 'size' | 'name';
  readonly minSizeBytes: number;
  readonly picture: 'tree' | 'map';
}

/** What is the same whichever image is looked at stays; what is chosen belongs to one image. */
export const useLayerViewStore = create<LayerViewState>()(() => ({
  range: undefined,
  anchor: undefined,
  order: 'size',
  show: 'changes',
  sort: 'size',
  minSizeBytes: 0,
  picture: 'tree',
}));

/** Forgets what was chosen in another image. */
export function resetLayerView(): void {
  useLayerViewStore.setState({ range: undefined, anchor: undefined, minSizeBytes: 0 });
}

/** Chooses one layer, or with `isRange` all from the one that was chosen before to this one. */
export function chooseLayer(position: number, isRange = false): void {
  useLayerViewStore.setState(({ anchor = position }) =>
    isRange
      ? { range: { from: Math.min(anchor, position), to: Math.max(anchor, position) }, anchor }
      : { range: { from: position, to: position }, anchor: position },
  );
}

/** Chooses a range of layers. */
export function chooseLayers(range: LayerRange): void {
  useLayerViewStore.setState({ range, anchor: range.from });
}

/** Changes how layers and files are shown. */
export function setLayerView(
  change: Partial<Pick<LayerViewState, 'order' | 'show' | 'sort' | 'minSizeBytes' | 'picture'>>,
): void {
  useLayerViewStore.setState(change);
}
