import type { EngineAddress, EngineState } from '../../../shared/contract/engine.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure, FailureCode } from '../../../shared/ipc/failure.ts';

/** Waiting does not cure these, so even a connection that stood is not "reconnecting". */
const NEEDS_THE_USER: ReadonlySet<FailureCode> = new Set([
  'engine-not-installed',
  'engine-permission-denied',
  'engine-address-refused',
  'engine-too-old',
  'engine-too-new',
  'internal',
]);

/** The state that follows a lost connection or a failed attempt to connect. */
export function stateAfterFailure(
  before: EngineState,
  failure: Failure,
  address: EngineAddress | undefined,
  attemptCount: number,
): EngineState {
  const wasConnected =
    before.kind === 'connected' ||
    before.kind === 'reconnecting' ||
    before.kind === 'not-responding';
  if (!wasConnected || NEEDS_THE_USER.has(failure.code) || address === undefined) {
    return { kind: 'unavailable', failure, ...(address === undefined ? {} : { address }) };
  }
  const sinceMs = before.kind === 'connected' ? Date.now() : before.sinceMs;
  if (failure.code === 'engine-not-responding') {
    return { kind: 'not-responding', address, sinceMs, failure };
  }
  return { kind: 'reconnecting', address, sinceMs, attempt: attemptCount, failure };
}

/** Why a connection was lost; what is no expected failure is a defect of ours. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return error.failure;
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'internal', message: 'Berth could not keep the connection to the engine.', cause };
}

/** What a call meets before there is an engine to call. */
export const STILL_CONNECTING: Failure = {
  code: 'engine-unreachable',
  message: 'Berth is still connecting to the engine.',
  hint: 'Wait a moment.',
};
