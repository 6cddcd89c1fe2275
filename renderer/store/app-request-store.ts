import type { AppRequest } from '../../shared/contract/app.ts';
import { api } from '../ipc/api.ts';
import { followStream } from './follow-stream.ts';
import { openNamedTerminal } from './terminal-store.ts';

/** Carries out what is asked from outside, by a command line, until `signal` aborts. */
export async function followAppRequests(signal: AbortSignal): Promise<void> {
  await followStream({
    open: (streamSignal) => api.app.requests({}, streamSignal),
    onItem: carryOut,
    signal,
  });
}

function carryOut(request: AppRequest): void {
  switch (request.kind) {
    case 'shell':
      void openNamedTerminal(request.container);
  }
}
