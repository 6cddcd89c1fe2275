import type { EngineNotice, EngineState } from '../../../shared/contract/engine.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';

/** What launches need of the connection to the engine. */
export interface EngineAccess {
  readonly state: EngineState;
  /** The engine to call now. Fails with the state's own failure where there is none. */
  readonly engine: ContainerEngine;
  /** The current state, then every notice, until the signal. */
  readonly notices: (signal: AbortSignal) => AsyncIterable<EngineNotice>;
}

/** The engine, if what it publishes on its own 127.0.0.1 is reachable from here. */
export function engineOfThisMachine(access: EngineAccess): ContainerEngine {
  const { engine, state } = access;
  const url = URL.parse(state.address?.url ?? '');
  const isLocal =
    url === null || !/^(?:tcp|https?|ssh):$/.test(url.protocol) || isLoopback(url.hostname);
  if (isLocal) return engine;
  throw new AppError({
    code: 'engine-address-refused',
    message: 'Notebooks run only on an engine of this machine for now.',
    hint: 'Choose a context whose engine is on this machine.',
    subject: url.hostname,
  });
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
