import { create } from 'zustand';
import type { Container } from '../../shared/contract/container.ts';
import type { Reply } from '../../shared/ipc/reply.ts';
import { api } from '../ipc/api.ts';
import { mergeContainers, replaceContainer } from './container-merge.ts';
import { IDLE, lastValueOf, toFailed, toLoading, type Loadable } from './loadable.ts';
import { notifyFailure, notifyInfo } from './notice-store.ts';

/** What was asked of a container and is not answered yet. */
export type PendingAction = 'starting' | 'stopping' | 'restarting' | 'removing';

interface ContainerStoreState {
  /** Every container, newest first. A row that did not change keeps its object. */
  readonly list: Loadable<readonly Container[]>;
  readonly pending: ReadonlyMap<string, PendingAction>;
}

export const useContainerStore = create<ContainerStoreState>()(() => ({
  list: IDLE,
  pending: new Map(),
}));

/** More changed rows than this at once are cheaper to read as one list. */
const SINGLE_ROW_LIMIT = 24;

/** When each row was last read: what the engine says of its age counts from then. */
const observedAtMs = new Map<string, number>();
/** Rows read one by one while a list was under way: they are newer than the list. */
let newerThanList = new Map<string, Container | null>();
const inFlight = new Map<string, { isStale: boolean }>();
let listRun: { isStale: boolean } | undefined;

/** When the row was last read from the engine; now, when it never was. */
export function containerObservedAtMs(id: string): number {
  return observedAtMs.get(id) ?? Date.now();
}

/** Reads the whole list. A call during a running one makes one more run after it. */
export async function refreshContainers(): Promise<void> {
  if (listRun !== undefined) {
    listRun.isStale = true;
    return;
  }
  const run = { isStale: false };
  listRun = run;
  newerThanList = new Map();
  useContainerStore.setState(({ list }) => ({ list: toLoading(list) }));
  const reply = await api.container.list({});
  // Another engine was chosen meanwhile: these rows are not its own.
  if (listRun !== run) return;
  listRun = undefined;
  applyList(reply);
  if (run.isStale) await refreshContainers();
}

/**
 * Shows the list that main read while the window was still in the making. It brings rows sooner and proves nothing:
 * events are not followed yet, so the list is read again once they are.
 */
export async function showListAhead(): Promise<void> {
  const reply = await api.container.listAhead({});
  const isAwaited = useContainerStore.getState().list.kind === 'idle';
  if (isAwaited && reply.ok && reply.value !== null) applyList({ ok: true, value: reply.value });
}

/** Forgets every row: they belong to another engine. */
export function forgetContainers(): void {
  listRun = undefined;
  inFlight.clear();
  observedAtMs.clear();
  useContainerStore.setState({ list: { kind: 'loading' }, pending: new Map() });
}

/** Reads one row again; many at once become one list. */
export async function refreshContainer(id: string): Promise<void> {
  const running = inFlight.get(id);
  if (running !== undefined) {
    running.isStale = true;
    return;
  }
  if (inFlight.size >= SINGLE_ROW_LIMIT) return await refreshContainers();
  const run = { isStale: false };
  inFlight.set(id, run);
  const reply = await api.container.get({ id });
  if (inFlight.get(id) !== run) return;
  inFlight.delete(id);
  // A row that could not be read may be wrong now: the list tells, or says that it cannot.
  if (!reply.ok) return await refreshContainers();
  applyRow(id, reply.value);
  if (run.isStale) await refreshContainer(id);
}

function applyList(reply: Reply<readonly Container[]>): void {
  useContainerStore.setState(({ list }) => {
    if (!reply.ok) return { list: toFailed(list, reply.failure) };
    const nowMs = Date.now();
    observedAtMs.clear();
    for (const { id } of reply.value) observedAtMs.set(id, nowMs);
    let rows = mergeContainers(lastValueOf(list) ?? [], reply.value);
    for (const [id, row] of newerThanList) rows = replaceContainer(rows, id, row);
    return { list: { kind: 'ready', value: rows } };
  });
}

function applyRow(id: string, row: Container | null): void {
  if (listRun !== undefined) newerThanList.set(id, row);
  if (row === null) observedAtMs.delete(id);
  else observedAtMs.set(id, Date.now());
  useContainerStore.setState(({ list }) => {
    const rows = lastValueOf(list);
    if (rows === undefined) return {};
    const next = replaceContainer(rows, id, row);
    if (next === rows) return {};
    return {
      list: list.kind === 'ready' ? { kind: 'ready', value: next } : { ...list, lastValue: next },
    };
  });
}

/** Starts a container. */
export async function startContainer({ id, name }: Container): Promise<void> {
  await act(id, 'starting', `Starting ${name}`, () => api.container.start({ id }));
}

/** Stops a container: asks it to end, and ends it when it does not. */
export async function stopContainer({ id, name }: Container): Promise<void> {
  await act(id, 'stopping', `Stopping ${name}`, () => api.container.stop({ id }));
}

/** Stops and starts a container. */
export async function restartContainer({ id, name }: Container): Promise<void> {
  await act(id, 'restarting', `Restarting ${name}`, () => api.container.restart({ id }));
}

/** What a removal takes along, besides the container. */
export interface RemovalChoice {
  readonly removeAnonymousVolumes: boolean;
  readonly force: boolean;
}

/** Removes a container; answers whether the engine did. */
export async function removeContainer(
  { id, name }: Pick<Container, 'id' | 'name'>,
  choice: RemovalChoice,
): Promise<boolean> {
  const isRemoved = await act(id, 'removing', `Removing ${name}`, () =>
    api.container.remove({ id, ...choice }),
  );
  if (isRemoved) notifyInfo(`${name} was removed.`);
  return isRemoved;
}

async function act(
  id: string,
  word: PendingAction,
  action: string,
  send: () => Promise<Reply<void>>,
): Promise<boolean> {
  setPending(id, word);
  const reply = await send();
  if (!reply.ok) notifyFailure(action, reply.failure);
  // The row is read before the word goes, so that the old state does not flash up between them.
  await refreshContainer(id);
  setPending(id, undefined);
  return reply.ok;
}

function setPending(id: string, word: PendingAction | undefined): void {
  useContainerStore.setState(({ pending }) => {
    const next = new Map(pending);
    if (word === undefined) next.delete(id);
    else next.set(id, word);
    return { pending: next };
  });
}
