import { expect, test } from 'vitest';
import { donePct, progressWords } from './launch-words.ts';

test('a share is claimed only where the whole is known', () => {
  expect(donePct(undefined)).toBeUndefined();
  expect(donePct({ doneBytes: 5 })).toBeUndefined();
  expect(donePct({ doneBytes: 5, totalBytes: 0 })).toBeUndefined();
  expect(donePct({ doneBytes: 5, totalBytes: 20 })).toBe(25);
  expect(donePct({ doneBytes: 50, totalBytes: 20 })).toBe(100);
});

test('bytes are said with the whole where it is known', () => {
  expect(progressWords({ doneBytes: 1_500_000 })).toBe('1.5 MB so far');
  expect(progressWords({ doneBytes: 0, totalBytes: 2_000_000 })).toBe('0 B of 2 MB');
});
