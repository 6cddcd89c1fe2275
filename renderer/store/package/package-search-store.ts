import { create } from 'zustand';
import type { FoundPackages } from '../../../shared/contract/package.ts';
import { api } from '../../ipc/api.ts';
import { IDLE, toFailed, toLoading, type Loadable } from '../loadable.ts';
import { notifyFailure } from '../notice-store.ts';
import { parsePackageQuery } from './parse-package-query.ts';

interface PackageSearchState {
  /** As typed. */
  readonly text: string;
  /** Of the last text that was answered. */
  readonly answer: Loadable<FoundPackages>;
  /** The task that reads images which were not read yet; it may have ended. */
  readonly readingTaskId: string | undefined;
  readonly currentKey: string | undefined;
}

/** The search through the packages of all images; kept while other screens are shown. */
export const usePackageSearchStore = create<PackageSearchState>()(() => ({
  text: '',
  answer: IDLE,
  readingTaskId: undefined,
  currentKey: undefined,
}));

/** A typist's pause between two letters is shorter, and nobody notices a wait that short. */
const PAUSE_MS = 150;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Looks for packages, once typing pauses. */
export function searchPackages(text: string): void {
  clearTimeout(timer);
  usePackageSearchStore.setState({ text });
  if (parsePackageQuery(text).kind === 'query') timer = setTimeout(() => void ask(), PAUSE_MS);
  else if (text.trim() === '') usePackageSearchStore.setState({ answer: IDLE });
}

/** Looks again, as when more images were read. */
export function repeatPackageSearch(): void {
  clearTimeout(timer);
  void ask();
}

/** Reads images that were not read yet, as a task. */
export async function readUnreadImages(imageIds: readonly string[]): Promise<void> {
  const reply = await api.package.readImages({ imageIds: [...imageIds] });
  if (reply.ok) usePackageSearchStore.setState({ readingTaskId: reply.value.taskId });
  else notifyFailure('Reading images', reply.failure);
}

/** Makes a row the current one. */
export function selectFoundPackage(currentKey: string): void {
  usePackageSearchStore.setState({ currentKey });
}

async function ask(): Promise<void> {
  const { text } = usePackageSearchStore.getState();
  const parsed = parsePackageQuery(text);
  if (parsed.kind !== 'query') return;
  usePackageSearchStore.setState(({ answer }) => ({ answer: toLoading(answer) }));
  const reply = await api.package.find({ query: parsed.query });
  if (usePackageSearchStore.getState().text !== text) return;
  usePackageSearchStore.setState(({ answer }) => ({
    answer: reply.ok ? { kind: 'ready', value: reply.value } : toFailed(answer, reply.failure),
  }));
}
