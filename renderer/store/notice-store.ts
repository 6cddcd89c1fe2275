import { create } from 'zustand';
import type { Failure } from '../../shared/ipc/failure.ts';

/** A message that lies above the screen until it is read. */
export type Notice =
  | { readonly id: number; readonly kind: 'info'; readonly text: string; readonly detail?: string }
  | {
      readonly id: number;
      readonly kind: 'failure';
      /** What was tried, as one sentence. */
      readonly text: string;
      readonly failure: Failure;
    };

interface NoticeState {
  /** Oldest first. */
  readonly notices: readonly Notice[];
}

/** More would cover the screen; the oldest gives way. */
const NOTICE_LIMIT = 4;

export const useNoticeStore = create<NoticeState>()(() => ({ notices: [] }));

let lastId = 0;

/** Says that something happened; goes away by itself. */
export function notifyInfo(text: string, detail?: string): void {
  lastId += 1;
  add(
    detail === undefined
      ? { id: lastId, kind: 'info', text }
      : { id: lastId, kind: 'info', text, detail },
  );
}

/**
 * Says that an action failed; stays until it is dismissed.
 * @param action what was tried, as a gerund with its object: `Stopping web-1`
 */
export function notifyFailure(action: string, failure: Failure): void {
  if (failure.code === 'cancelled') return;
  lastId += 1;
  add({ id: lastId, kind: 'failure', text: outcomeOf(action, failure), failure });
}

/** Takes a notice away. */
export function dismissNotice(id: number): void {
  useNoticeStore.setState(({ notices }) => ({
    notices: notices.filter((notice) => notice.id !== id),
  }));
}

/** A cut or late reply says nothing about what the engine did. */
function outcomeOf(action: string, failure: Failure): string {
  const isUnknown = failure.code === 'interrupted' || failure.code === 'timed-out';
  return isUnknown ? `${action}: the outcome is unknown.` : `${action} failed.`;
}

function add(notice: Notice): void {
  useNoticeStore.setState(({ notices }) => ({
    notices: [...notices, notice].slice(-NOTICE_LIMIT),
  }));
}
