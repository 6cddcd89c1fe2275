import { create } from 'zustand';
import type { Launch, ViewBounds } from '../../shared/contract/launch.ts';
import type { Reply } from '../../shared/ipc/reply.ts';
import { api } from '../ipc/api.ts';
import { followStream } from './follow-stream.ts';
import { IDLE, lastValueOf, toFailed, type Loadable } from './loadable.ts';
import { notifyFailure, notifyInfo } from './notice-store.ts';

/** What was asked of a launch and is not answered yet. */
export type PendingLaunchAction = 'cancelling' | 'stopping' | 'starting' | 'removing';

interface LaunchStoreState {
  /** Newest first. */
  readonly launches: Loadable<readonly Launch[]>;
  readonly pending: ReadonlyMap<string, PendingLaunchAction>;
  /** Templates whose launch was asked for and is not in the list yet. */
  readonly requested: ReadonlySet<string>;
}

export const useLaunchStore = create<LaunchStoreState>()(() => ({
  launches: IDLE,
  pending: new Map(),
  requested: new Set(),
}));

/** How long the main process leaves a token on the clipboard, in seconds. */
const TOKEN_ON_CLIPBOARD_S = 60;

/** Follows all launches until `signal` aborts. */
export async function followLaunches(signal: AbortSignal): Promise<void> {
  await followStream({
    open: (streamSignal) => api.launch.watch({}, streamSignal),
    onItem: (value) => useLaunchStore.setState({ launches: { kind: 'ready', value } }),
    onGap: (failure) => {
      if (failure === undefined) return;
      useLaunchStore.setState(({ launches }) => ({ launches: toFailed(launches, failure) }));
    },
    signal,
  });
}

/** The launch with this id, as last seen. */
export function findLaunch(state: LaunchStoreState, launchId: string): Launch | undefined {
  return lastValueOf(state.launches)?.find(({ id }) => id === launchId);
}

/** Makes a new launch of a template. */
export async function startLaunch(templateId: string, title: string): Promise<void> {
  markRequested(templateId, true);
  const reply = await api.launch.start({ templateId });
  markRequested(templateId, false);
  if (!reply.ok) notifyFailure(`Launching ${title}`, reply.failure);
}

/** Ends a launch before it is ready; nothing of it stays. */
export async function cancelLaunch({ id, name }: Launch): Promise<void> {
  await act(id, 'cancelling', `Cancelling ${name}`, () => api.launch.cancel({ launchId: id }));
}

/** Stops a launch's container and keeps it. */
export async function stopLaunch({ id, name }: Launch): Promise<boolean> {
  return await act(id, 'stopping', `Stopping ${name}`, () => api.launch.stop({ launchId: id }));
}

/** Starts a stopped or failed launch again. */
export async function restartLaunch({ id, name }: Launch): Promise<void> {
  await act(id, 'starting', `Starting ${name}`, () => api.launch.restart({ launchId: id }));
}

/** Removes a launch and its container. */
export async function removeLaunch({ id, name }: Launch): Promise<boolean> {
  return await act(id, 'removing', `Removing ${name}`, () => api.launch.remove({ launchId: id }));
}

/** Opens the notebook in the user's browser. */
export async function openLaunchInBrowser({ id, name }: Launch): Promise<void> {
  const reply = await api.launch.openInBrowser({ launchId: id });
  if (!reply.ok) return notifyFailure(`Opening ${name} in the browser`, reply.failure);
  notifyInfo(
    `${name} opens in your browser.`,
    `The token is on your clipboard: paste it when Jupyter asks. It is taken off again after ${TOKEN_ON_CLIPBOARD_S} s.`,
  );
}

/** Puts the notebook's address on the clipboard. */
export async function copyLaunchAddress({ id, name, address }: Launch): Promise<void> {
  const reply = await api.launch.copyAddress({ launchId: id });
  if (!reply.ok) return notifyFailure(`Copying the address of ${name}`, reply.failure);
  notifyInfo('The address is on your clipboard.', address);
}

/** Shows the notebook's page at these bounds. */
export async function showLaunchView(launchId: string, bounds: ViewBounds): Promise<void> {
  const reply = await api.launch.showView({ launchId, bounds });
  if (!reply.ok) notifyFailure('Showing the notebook', reply.failure);
}

/** Moves the notebook's page; a window in motion sends many of these, so a failure stays silent. */
export async function placeLaunchView(bounds: ViewBounds): Promise<void> {
  await api.launch.placeView({ bounds });
}

/** Takes the notebook's page off the window; it stays loaded. */
export async function hideLaunchView(): Promise<void> {
  await api.launch.hideView({});
}

/** Loads the notebook's page again. */
export async function reloadLaunchView(): Promise<void> {
  const reply = await api.launch.reloadView({});
  if (!reply.ok) notifyFailure('Reloading the notebook', reply.failure);
}

async function act(
  launchId: string,
  word: PendingLaunchAction,
  action: string,
  send: () => Promise<Reply<void>>,
): Promise<boolean> {
  setPending(launchId, word);
  const reply = await send();
  setPending(launchId, undefined);
  if (!reply.ok) notifyFailure(action, reply.failure);
  return reply.ok;
}

function setPending(launchId: string, word: PendingLaunchAction | undefined): void {
  useLaunchStore.setState(({ pending }) => {
    const next = new Map(pending);
    if (word === undefined) next.delete(launchId);
    else next.set(launchId, word);
    return { pending: next };
  });
}

function markRequested(templateId: string, isRequested: boolean): void {
  useLaunchStore.setState(({ requested }) => {
    const next = new Set(requested);
    if (isRequested) next.add(templateId);
    else next.delete(templateId);
    return { requested: next };
  });
}
