import { create } from 'zustand';
import type { LayerView, SizeArea } from '../../../shared/contract/layer.ts';
import { api } from '../../ipc/api.ts';
import { IDLE, toFailed, toLoading, type Loadable } from '../loadable.ts';

/** A picture of sizes below one folder. */
export interface SizeMap {
  readonly view: LayerView;
  readonly node: number;
  /** The largest ones, each after its parent. */
  readonly areas: readonly SizeArea[];
  readonly sizeBytes: number;
}

interface SizeMapState {
  readonly key: string | undefined;
  readonly map: Loadable<SizeMap>;
  /** The folders that were gone into, from the root's child on. */
  readonly trail: readonly SizeArea[];
}

/** The picture of sizes. */
export const useSizeMapStore = create<SizeMapState>()(() => ({
  key: undefined,
  map: IDLE,
  trail: [],
}));

/** More rectangles than these are too small to be seen on any screen. */
const MAX_AREAS = 600;

/** Shows the sizes of a view, below the folder that was gone into. */
export async function showSizeMap(view: LayerView): Promise<void> {
  const node = useSizeMapStore.getState().trail.at(-1)?.node ?? 0;
  const key = JSON.stringify([view, node]);
  const { key: before, map } = useSizeMapStore.getState();
  if (before === key && map.kind !== 'failed') return;
  useSizeMapStore.setState({ key, map: toLoading(map) });
  const reply = await api.layer.areas({ ...view, node, limit: MAX_AREAS });
  if (useSizeMapStore.getState().key !== key) return;
  useSizeMapStore.setState(({ map: now }) => ({
    map: reply.ok
      ? { kind: 'ready', value: { view, node, ...reply.value } }
      : toFailed(now, reply.failure),
  }));
}

/** Goes into a folder. */
export function zoomInto(trail: readonly SizeArea[]): void {
  useSizeMapStore.setState({ trail });
}
