import { create } from 'zustand';
import type { FoundPath } from '../../../shared/contract/layer.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import { api } from '../../ipc/api.ts';

/** What a search found. */
export interface PathsFound {
  readonly pattern: string;
  readonly rows: readonly FoundPath[];
  /** More may fit than are listed. */
  readonly totalCount: number;
}

interface PathSearchState {
  /** As typed. */
  readonly pattern: string;
  /** Of the last pattern that was answered; absent before the first, and when nothing is looked for. */
  readonly found: PathsFound | undefined;
  readonly isSearching: boolean;
  readonly failure: Failure | undefined;
  /** The result that Enter goes to. */
  readonly chosen: number;
}

const NOTHING: PathSearchState = {
  pattern: '',
  found: undefined,
  isSearching: false,
  failure: undefined,
  chosen: 0,
};

/** The search through every layer of the image that is looked at. */
export const usePathSearchStore = create<PathSearchState>()(() => NOTHING);

/** A typist's pause between two letters is shorter, and nobody notices a wait that short. */
const PAUSE_MS = 120;
/** More results than these nobody reads: the pattern is made finer instead. */
export const MAX_FOUND = 500;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Looks for paths by a part of their name or a glob, once typing pauses. */
export function searchPaths(imageId: string, pattern: string): void {
  clearTimeout(timer);
  const trimmed = pattern.trim();
  if (trimmed === '') return usePathSearchStore.setState({ ...NOTHING, pattern });
  usePathSearchStore.setState({ pattern, isSearching: true });
  timer = setTimeout(() => void ask(imageId, trimmed), PAUSE_MS);
}

/** Leaves the results. */
export function endSearch(): void {
  clearTimeout(timer);
  usePathSearchStore.setState(NOTHING);
}

/** Makes a result the one that Enter goes to. */
export function chooseFound(chosen: number): void {
  usePathSearchStore.setState({ chosen });
}

async function ask(imageId: string, pattern: string): Promise<void> {
  const reply = await api.layer.search({ imageId, pattern, limit: MAX_FOUND });
  if (usePathSearchStore.getState().pattern.trim() !== pattern) return;
  usePathSearchStore.setState(
    reply.ok
      ? { found: { pattern, ...reply.value }, failure: undefined, isSearching: false, chosen: 0 }
      : { failure: reply.failure, isSearching: false },
  );
}
