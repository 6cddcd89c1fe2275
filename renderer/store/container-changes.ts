import { refreshContainerDetail } from './container-detail-store.ts';
import { refreshContainer } from './container-store.ts';

/**
 * How long after its last event a container is read once more. Docker tells of a pause before its
 * own list knows of it, so the first reading may still be of the time before; it knows within
 * milliseconds.
 */
const CONFIRM_AFTER_MS = 250;

const confirmations = new Map<string, ReturnType<typeof setTimeout>>();

/** Reads what an event is about: at once, and once more when it has come to rest. */
export function containerChanged(id: string, hasGone: boolean): void {
  read(id, hasGone);
  clearTimeout(confirmations.get(id));
  const confirm = setTimeout(() => {
    confirmations.delete(id);
    read(id, hasGone);
  }, CONFIRM_AFTER_MS);
  confirmations.set(id, confirm);
}

function read(id: string, hasGone: boolean): void {
  void refreshContainer(id);
  // A page of something that is gone keeps what it last knew; its row says that it is gone.
  if (!hasGone) void refreshContainerDetail(id);
}
