import { create } from 'zustand';
import type { ComparedPath, Comparison, PathChange } from '../../shared/contract/comparison.ts';
import type { ImageLayers } from '../../shared/contract/image-layers.ts';
import type { Failure } from '../../shared/ipc/failure.ts';
import { api } from '../ipc/api.ts';
import { failureOf } from './failure-of.ts';
import { IDLE, toFailed, type Loadable } from './loadable.ts';
import { notifyFailure } from './notice-store.ts';
import type { ComparedPlace } from './place-store.ts';

/** Files of one kind of change. */
interface ChangeTotal {
  readonly fileCount: number;
  readonly beforeBytes: number;
  readonly afterBytes: number;
}

/** What a filter left of the paths that differ. */
export interface PathsCompared {
  readonly rows: readonly ComparedPath[];
  /** More may differ than are listed. */
  readonly totalCount: number;
  readonly totals: Readonly<Record<PathChange, ChangeTotal>>;
}

interface ComparisonState {
  /** Tells the pair apart. */
  readonly key: string | undefined;
  readonly comparison: Loadable<Comparison>;
  /** Images that have to be read before their files can be compared, as far as they are; by id. */
  readonly reading: ReadonlyMap<string, ImageLayers | undefined>;
  readonly paths: Loadable<PathsCompared>;
  readonly text: string;
  readonly changes: ReadonlySet<PathChange>;
}

const NOTHING: ComparisonState = {
  key: undefined,
  comparison: IDLE,
  reading: new Map(),
  paths: IDLE,
  text: '',
  changes: new Set(['added', 'removed', 'changed']),
};

/** Two images or containers beside each other. */
export const useComparisonStore = create<ComparisonState>()(() => NOTHING);

/** Of the paths that differ so many are listed: nobody reads more, and a filter leaves fewer. */
export const MAX_COMPARED_PATHS = 1_000;

let work = new AbortController();

/** Compares two; what is shown of another pair is forgotten. */
export async function openComparison(before: ComparedPlace, after: ComparedPlace): Promise<void> {
  work.abort();
  work = new AbortController();
  const { signal } = work;
  const key = JSON.stringify([before, after]);
  useComparisonStore.setState({ ...NOTHING, key, comparison: { kind: 'loading' } });
  const reply = await api.comparison.facts({ before: subjectOf(before), after: subjectOf(after) });
  if (signal.aborted) return;
  useComparisonStore.setState(({ comparison }) => ({
    comparison: reply.ok
      ? { kind: 'ready', value: reply.value }
      : toFailed(comparison, reply.failure),
  }));
  if (reply.ok) await compareContents(reply.value, signal);
}

/** Reads what has to be read, and compares the files, once more. */
export async function compareFilesAgain(): Promise<void> {
  const { comparison } = useComparisonStore.getState();
  if (comparison.kind === 'ready') await compareContents(comparison.value, work.signal);
}

/** Ends the readings, for everybody. What was read stays for the next time. */
export async function cancelComparison(): Promise<void> {
  const { reading } = useComparisonStore.getState();
  for (const image of reading.values()) {
    if (image?.taskId === undefined) continue;
    const reply = await api.task.cancel({ taskId: image.taskId });
    if (!reply.ok) notifyFailure('Cancelling', reply.failure);
  }
}

/** Leaves the comparison. */
export function closeComparison(): void {
  work.abort();
  useComparisonStore.setState(NOTHING);
}

/** Shows a kind of change, or hides it. */
export function toggleChange(change: PathChange): void {
  useComparisonStore.setState(({ changes }) => {
    const next = new Set(changes);
    if (!next.delete(change)) next.add(change);
    return { changes: next };
  });
  void askPaths(work.signal);
}

/** A typist's pause between two letters is shorter. */
const PAUSE_MS = 120;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows only paths with a text in them, once typing pauses. */
export function filterCompared(text: string): void {
  clearTimeout(timer);
  useComparisonStore.setState({ text });
  timer = setTimeout(() => void askPaths(work.signal), PAUSE_MS);
}

async function compareContents({ before, after }: Comparison, signal: AbortSignal): Promise<void> {
  const ids = [...new Set([before.imageId, after.imageId])];
  const reading = new Map<string, ImageLayers | undefined>(ids.map((id) => [id, undefined]));
  useComparisonStore.setState({ reading, paths: { kind: 'loading' } });
  try {
    // One after the other: the engine would pack both at once, and take as long.
    for (const id of ids) {
      for await (const snapshot of api.layer.open({ image: id }, signal)) {
        if (signal.aborted) return;
        useComparisonStore.setState((state) => ({
          reading: new Map(state.reading).set(id, snapshot),
        }));
      }
    }
  } catch (thrown) {
    if (!signal.aborted) failPaths(failureOf(thrown));
    return;
  }
  if (!signal.aborted) await askPaths(signal);
}

async function askPaths(signal: AbortSignal): Promise<void> {
  const { comparison, text, changes, key } = useComparisonStore.getState();
  if (comparison.kind !== 'ready') return;
  const { before, after } = comparison.value;
  const reply = await api.comparison.files({
    beforeId: before.imageId,
    afterId: after.imageId,
    changes: [...changes],
    text,
    limit: MAX_COMPARED_PATHS,
  });
  const now = useComparisonStore.getState();
  if (signal.aborted || now.key !== key || now.text !== text || now.changes !== changes) return;
  if (!reply.ok) return failPaths(reply.failure);
  useComparisonStore.setState({ paths: { kind: 'ready', value: reply.value } });
}

function failPaths(failure: Failure): void {
  useComparisonStore.setState(({ paths }) => ({ paths: toFailed(paths, failure) }));
}

function subjectOf({ kind, id }: ComparedPlace) {
  return kind === 'image' ? { kind, id: `sha256:${id}` } : { kind, id };
}
