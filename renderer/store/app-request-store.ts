import type { AppRequest } from '../../shared/contract/app.ts';
import { api } from '../ipc/api.ts';
import { followStream } from './follow-stream.ts';
import { askHelper } from './helper-store.ts';
import { openNamedLayers } from './layer/open-named-layers.ts';
import { notifyFailure } from './notice-store.ts';
import { showTerminal } from './terminal-panel-store.ts';
import { FIRST_SIZE } from './terminal-store.ts';

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
      return;
    case 'layers':
      void openNamedLayers(request.image);
  }
}

/** Opens a terminal in the container that a word means; for one that has stopped, asks about a helper. */
async function openNamedTerminal(word: string): Promise<void> {
  const reply = await api.terminal.openNamed({ word, size: FIRST_SIZE });
  if (!reply.ok) return notifyFailure(`Opening a terminal in ${word}`, reply.failure);
  if (reply.value.kind === 'opened') showTerminal(reply.value.sessionId);
  else await askHelper(reply.value);
}
