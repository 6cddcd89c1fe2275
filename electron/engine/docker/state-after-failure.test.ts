import { describe, expect, it } from 'vitest';
import type { EngineState } from '../../../shared/contract/engine.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { FailureCode } from '../../../shared/ipc/failure.ts';
import { failureOf, stateAfterFailure } from './state-after-failure.ts';

const address = { url: 'unix:///x.sock', source: 'default' } as const;
const because = (code: FailureCode) => ({ code, message: 'It failed.' });
const connected: EngineState = {
  kind: 'connected',
  address,
  version: '28.5.2',
  apiVersion: '1.45',
  name: 'vm',
  operatingSystem: 'Debian',
  connectedAtMs: 1,
};
const silent: EngineState = {
  kind: 'not-responding',
  address,
  sinceMs: 5,
  failure: because('engine-not-responding'),
};

describe('stateAfterFailure', () => {
  it.each<[EngineState, FailureCode, EngineState['kind']]>([
    [{ kind: 'connecting' }, 'engine-unreachable', 'unavailable'],
    [{ kind: 'connecting' }, 'engine-not-responding', 'unavailable'],
    [connected, 'interrupted', 'reconnecting'],
    [connected, 'engine-unreachable', 'reconnecting'],
    [connected, 'engine-not-responding', 'not-responding'],
    [connected, 'engine-permission-denied', 'unavailable'],
    [connected, 'engine-too-old', 'unavailable'],
    [silent, 'interrupted', 'reconnecting'],
    [silent, 'engine-not-responding', 'not-responding'],
  ])('from %j by %s', (before, code, kind) => {
    const after = stateAfterFailure(before, because(code), address, 3);
    expect(after).toMatchObject({ kind, address, failure: because(code) });
  });

  it('counts the time from the first loss', () => {
    expect(stateAfterFailure(silent, because('interrupted'), address, 3)).toMatchObject({
      sinceMs: 5,
      attempt: 3,
    });
  });
});

describe('failureOf', () => {
  it('keeps a failure and takes everything else for a defect', () => {
    const failure = because('interrupted');
    expect(failureOf(new AppError(failure))).toBe(failure);
    expect(failureOf(new TypeError('x is not a function'))).toMatchObject({
      code: 'internal',
      cause: expect.stringContaining('x is not a function'),
    });
    expect(failureOf('text')).toMatchObject({ code: 'internal', cause: 'text' });
  });
});
