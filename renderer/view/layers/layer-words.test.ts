import { expect, test } from 'vitest';
import { scoreWords } from './efficiency-words.ts';
import { eventWords, modeWords, rangeWords, readingWords, sizeWords } from './layer-words.ts';

test('layers are counted from 1', () => {
  expect(rangeWords({ from: 3, to: 3 }, 9)).toBe('Layer 4');
  expect(rangeWords({ from: 3, to: 7 }, 9)).toBe('Layers 4 to 8');
  expect(rangeWords({ from: 0, to: 8 }, 9)).toBe('All 9 layers');
  expect(rangeWords({ from: 0, to: 0 }, 1)).toBe('Layer 1');
  expect(eventWords({ change: 'removed', position: 11, kind: 'file', sizeBytes: 1 })).toBe(
    'Deleted in 12',
  );
});

test('how far a reading is, and what cannot be known is not said', () => {
  const at = { readBytes: 500_000_000, expectedBytes: 2_000_000_000 };
  expect(readingWords(at, 100_000_000)).toBe('500 MB of about 2 GB · 100 MB/s · about 15 s left');
  expect(readingWords(at, undefined)).toBe('500 MB of about 2 GB');
  expect(readingWords({ readBytes: 7_000_000, expectedBytes: 0 }, undefined)).toBe('7 MB');
  expect(readingWords({ readBytes: 0, expectedBytes: 2_000_000 }, undefined)).toBe(
    'The engine prepares about 2 MB',
  );
  expect(readingWords({ readBytes: 3_000_000, expectedBytes: 2_000_000 }, 1_000_000)).toBe(
    '3 MB of about 3 MB · 1 MB/s',
  );
});

test.each([
  [0o755, 'rwxr-xr-x'],
  [0o644, 'rw-r--r--'],
  [0o4755, 'rwsr-xr-x'],
  [0o2644, 'rw-r-Sr--'],
  [0o1777, 'rwxrwxrwt'],
])('%o is %s', (mode, words) => {
  expect(modeWords(mode)).toBe(words);
});

test('what went is a loss, and a link has no size to speak of', () => {
  expect(sizeWords({ mark: 'removed', sizeBytes: 2_000_000, kind: 'file' })).toBe('−2 MB');
  expect(sizeWords({ mark: 'added', sizeBytes: 0, kind: 'file' })).toBe('0 B');
  expect(sizeWords({ mark: 'added', sizeBytes: 0, kind: 'symlink' })).toBe('');
});

test('a score below 100 is never rounded up to it', () => {
  expect(scoreWords(100)).toBe('100 %');
  expect(scoreWords(99.999)).toBe('99.99 %');
  expect(scoreWords(97.43)).toBe('97.4 %');
});
