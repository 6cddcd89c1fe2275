import { expect, test } from 'vitest';
import { formatDuration, formatElapsed } from './duration.ts';

test.each([
  [-5, '0.0 s'],
  [420, '0.4 s'],
  [9_940, '9.9 s'],
  [9_960, '10 s'],
  [59_400, '59 s'],
  [59_600, '1 min'],
  [125_000, '2 min 5 s'],
  [3_600_000, '1 h'],
  [11_520_000, '3 h 12 min'],
  [353_000_000, '4 d 2 h'],
])('%d ms lasts %s', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});

test('a ticking clock shows whole seconds and never runs ahead', () => {
  expect(formatElapsed(1_999)).toBe('1 s');
  expect(formatElapsed(59_999)).toBe('59 s');
  expect(formatElapsed(60_000)).toBe('1 min');
});
