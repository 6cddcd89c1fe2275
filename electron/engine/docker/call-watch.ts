import type { ClientRequest } from 'node:http';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { CallDeadline } from './call-deadline.ts';
import { cancelled, notResponding } from './to-failure.ts';

/** Ends a call when its time is up or its caller gives up. */
export interface CallWatch {
  /** The failure that ended the call from our side; `undefined` while none did. */
  readonly failure: () => AppError | undefined;
  /** Starts the time anew, for example once an upload is through. */
  readonly restartClock: () => void;
  /** No time limit from here on. */
  readonly stopClock: () => void;
  /** The call is over. */
  readonly release: () => void;
}

/** Watches over a call from its start; `call` names it, for example `GET /info`. */
export function watchCall(
  outgoing: ClientRequest,
  call: string,
  deadline: CallDeadline,
  signal: AbortSignal | undefined,
): CallWatch {
  let failure: AppError | undefined;
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;
  const end = (error: AppError): void => {
    failure ??= error;
    outgoing.destroy(error);
  };
  const endOnTime = (): void => {
    end(new AppError(notResponding(call, deadline.timeoutMs)));
  };
  const stopClock = (): void => {
    clearTimeout(timer);
    clearImmediate(immediate);
  };
  const restartClock = (): void => {
    stopClock();
    timer = setTimeout(() => {
      // A process that was held up itself reads what has arrived meanwhile before it judges.
      immediate = setImmediate(endOnTime);
    }, deadline.timeoutMs);
  };
  const onAbort = (): void => end(new AppError(cancelled()));
  signal?.addEventListener('abort', onAbort, { once: true });
  restartClock();
  const release = (): void => {
    stopClock();
    signal?.removeEventListener('abort', onAbort);
  };
  return { failure: () => failure, restartClock, stopClock, release };
}
