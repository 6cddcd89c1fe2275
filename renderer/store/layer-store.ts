import { create } from 'zustand';
import type { ImageLayers } from '../../shared/contract/image-layers.ts';
import type { Failure } from '../../shared/ipc/failure.ts';
import { api } from '../ipc/api.ts';
import { failureOf } from './failure-of.ts';
import { resetLayerView } from './layer/layer-view-store.ts';
import { IDLE, lastValueOf, toFailed, toLoading, type Loadable } from './loadable.ts';
import { notifyFailure } from './notice-store.ts';

/** How fast an image is read, from the snapshots that came. */
export interface ReadingPace {
  readonly atMs: number;
  readonly readBytes: number;
  /** Absent before two snapshots came that lie apart. */
  readonly bytesPerS: number | undefined;
}

interface LayerStoreState {
  /** As it was asked for. */
  readonly image: string | undefined;
  /** `loading` with what was read so far, until everything is. */
  readonly layers: Loadable<ImageLayers>;
  readonly pace: ReadingPace | undefined;
}

/** What is inside the image that is looked at, as far as it is read. */
export const useLayerStore = create<LayerStoreState>()(() => ({
  image: undefined,
  layers: IDLE,
  pace: undefined,
}));

let reading = new AbortController();

/** Looks into an image. One that is open already stays as it is; one that failed is read again. */
export function openLayers(image: string): void {
  const { image: before, layers } = useLayerStore.getState();
  if (before === image && (layers.kind === 'loading' || layers.kind === 'ready')) return;
  reading.abort();
  reading = new AbortController();
  if (before !== image) resetLayerView();
  useLayerStore.setState({
    image,
    layers: before === image ? toLoading(layers) : { kind: 'loading' },
    pace: undefined,
  });
  void read(image, reading.signal);
}

/** Ends the reading itself, for everybody. What was read stays for the next time. */
export async function cancelReading(): Promise<void> {
  const taskId = lastValueOf(useLayerStore.getState().layers)?.taskId;
  if (taskId === undefined) return;
  const reply = await api.task.cancel({ taskId });
  if (!reply.ok) notifyFailure('Cancelling', reply.failure);
}

async function read(image: string, signal: AbortSignal): Promise<void> {
  let failure: Failure = {
    code: 'interrupted',
    message: 'Reading ended before everything was read.',
    hint: 'Read it again: layers that were read already are not read twice.',
  };
  try {
    for await (const snapshot of api.layer.open({ image }, signal)) {
      if (signal.aborted) return;
      take(snapshot);
    }
  } catch (thrown) {
    failure = failureOf(thrown);
  }
  if (signal.aborted || useLayerStore.getState().layers.kind === 'ready') return;
  useLayerStore.setState(({ layers }) => ({ layers: toFailed(layers, failure) }));
}

function take(snapshot: ImageLayers): void {
  useLayerStore.setState(({ pace }) => ({
    layers:
      snapshot.status === 'ready'
        ? { kind: 'ready', value: snapshot }
        : { kind: 'loading', lastValue: snapshot },
    pace: nextPace(pace, snapshot.readBytes, performance.now()),
  }));
}

/** Snapshots that come faster than this say more about the clock than about the pace. */
const LEAST_STEP_MS = 250;
/** How much a new measure counts against those before: steady to read, and there within two seconds. */
const NEW_SHARE = 0.3;

/** The pace after one more snapshot. */
export function nextPace(
  before: ReadingPace | undefined,
  readBytes: number,
  atMs: number,
): ReadingPace {
  if (before === undefined || readBytes < before.readBytes) {
    return { atMs, readBytes, bytesPerS: undefined };
  }
  const passedMs = atMs - before.atMs;
  if (passedMs < LEAST_STEP_MS) return before;
  const nowBytesPerS = ((readBytes - before.readBytes) / passedMs) * 1000;
  const { bytesPerS } = before;
  return {
    atMs,
    readBytes,
    bytesPerS:
      bytesPerS === undefined ? nowBytesPerS : bytesPerS + NEW_SHARE * (nowBytesPerS - bytesPerS),
  };
}
