import { create } from 'zustand';
import type { WastedPath } from '../../../shared/contract/layer.ts';
import { api } from '../../ipc/api.ts';
import { IDLE, toFailed, type Loadable } from '../loadable.ts';

/** Paths that cost bytes nobody can see. */
export interface HiddenPaths {
  /** The most costly first. */
  readonly rows: readonly WastedPath[];
  readonly totalCount: number;
}

interface HiddenPathState {
  readonly imageId: string | undefined;
  readonly paths: Loadable<HiddenPaths>;
}

/** What the image that is looked at ships without showing it. */
export const useHiddenPathStore = create<HiddenPathState>()(() => ({
  imageId: undefined,
  paths: IDLE,
}));

/** The rest are crumbs: the list is ordered by cost. */
const MAX_LISTED = 200;

/** Asks for the list of an image, unless it is there. */
export async function showHiddenPaths(imageId: string): Promise<void> {
  const { imageId: before, paths } = useHiddenPathStore.getState();
  if (before === imageId && paths.kind !== 'failed') return;
  useHiddenPathStore.setState({ imageId, paths: { kind: 'loading' } });
  const reply = await api.layer.wasted({ imageId, limit: MAX_LISTED });
  if (useHiddenPathStore.getState().imageId !== imageId) return;
  useHiddenPathStore.setState(({ paths: now }) => ({
    paths: reply.ok ? { kind: 'ready', value: reply.value } : toFailed(now, reply.failure),
  }));
}
