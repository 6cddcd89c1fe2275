import type { EngineNotice, EngineState } from '../../shared/contract/engine.ts';
import { api } from '../ipc/api.ts';
import { refreshContainerDetail } from './container-detail-store.ts';
import {
  forgetContainers,
  refreshContainer,
  refreshContainers,
  showListAhead,
} from './container-store.ts';
import { applyEngineState, useEngineStore } from './engine-store.ts';
import { followStream } from './follow-stream.ts';
import { forgetImages } from './image-store.ts';

/** Events that change no row: programs run inside a container, and looks at it. */
const SILENT_ACTION = /^(exec_|attach|detach|top|resize|export|copy|archive-path|extract-to-dir)/;

let listedUrl: string | undefined;
/** False after a gap: events may have been missed even where the engine stayed connected. */
let isFollowing = false;

/**
 * Keeps the lists true for as long as the window lives: events say what to ask for again, and what
 * is asked for is what is shown.
 */
export async function followEngine(signal: AbortSignal): Promise<void> {
  const following = followStream({
    open: (streamSignal) => api.engine.events({}, streamSignal),
    onItem: applyNotice,
    onGap: () => {
      isFollowing = false;
    },
    signal,
  });
  void showListAhead();
  await following;
}

/** Acts on one notice. */
export function applyNotice(notice: EngineNotice): void {
  switch (notice.kind) {
    case 'state':
      return applyState(notice.state);
    case 'container':
      if (SILENT_ACTION.test(notice.action)) return;
      void refreshContainer(notice.id);
      // A page of something that is gone keeps what it last knew; its row says that it is gone.
      if (notice.action !== 'destroy') void refreshContainerDetail(notice.id);
      return;
    case 'image':
      return;
    case 'resync':
      listSoon();
  }
}

function applyState(state: EngineState): void {
  const before = useEngineStore.getState().state;
  const url = state.address?.url;
  if (url !== undefined && listedUrl !== undefined && url !== listedUrl) {
    forgetContainers();
    forgetImages();
  }
  if (url !== undefined) listedUrl = url;
  applyEngineState(state);
  if (state.kind !== 'connected') return;
  const isSame = before.kind === 'connected' && before.connectedAtMs === state.connectedAtMs;
  if (!isSame || !isFollowing) listSoon();
  isFollowing = true;
}

let listTimer: ReturnType<typeof setTimeout> | undefined;

/** A new connection and the wish to list everything come together: one list serves both. */
function listSoon(): void {
  listTimer ??= setTimeout(() => {
    listTimer = undefined;
    void refreshContainers();
  });
}
