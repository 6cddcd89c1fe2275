import { beforeEach, expect, test } from 'vitest';
import type { FailureCode } from '../../shared/ipc/failure.ts';
import { dismissNotice, notifyFailure, notifyInfo, useNoticeStore } from './notice-store.ts';

const texts = () => useNoticeStore.getState().notices.map(({ text }) => text);

beforeEach(() => useNoticeStore.setState({ notices: [] }));

test.each<readonly [FailureCode, string]>([
  ['conflict', 'Stopping web failed.'],
  ['interrupted', 'Stopping web: the outcome is unknown.'],
  ['timed-out', 'Stopping web: the outcome is unknown.'],
])('%s claims no more than is known', (code, text) => {
  notifyFailure('Stopping web', { code, message: 'x' });
  expect(texts()).toEqual([text]);
});

test('what the user cancelled is no failure', () => {
  notifyFailure('Stopping web', { code: 'cancelled', message: 'x' });
  expect(texts()).toEqual([]);
});

test('the oldest gives way, and one can be taken away', () => {
  for (const text of ['1', '2', '3', '4', '5']) notifyInfo(text);
  expect(texts()).toEqual(['2', '3', '4', '5']);
  dismissNotice(useNoticeStore.getState().notices[1]?.id ?? 0);
  expect(texts()).toEqual(['2', '4', '5']);
});
