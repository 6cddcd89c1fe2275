import { expect, test } from 'vitest';
import type { Failure } from '../../shared/ipc/failure.ts';
import { IDLE, lastValueOf, toFailed, toLoading } from './loadable.ts';

const failure: Failure = { code: 'timed-out', message: 'Too late.' };

test('a value that was seen stays through loading and failing', () => {
  const ready = { kind: 'ready', value: [1] } as const;
  const failed = toFailed(toLoading(ready), failure);
  expect(failed).toEqual({ kind: 'failed', failure, lastValue: [1] });
  expect(lastValueOf(toLoading(failed))).toEqual([1]);
});

test('nothing is made up where nothing was seen', () => {
  expect(toLoading(IDLE)).toEqual({ kind: 'loading' });
  expect(toFailed(IDLE, failure)).toEqual({ kind: 'failed', failure });
  expect(lastValueOf(toFailed(IDLE, failure))).toBeUndefined();
});
