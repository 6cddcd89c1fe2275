import { expect, test } from 'vitest';
import { formatRelativeTime } from './relative-time.ts';

const SECOND_MS = 1000;
const DAY_MS = 86_400 * SECOND_MS;

test.each([
  [-10 * SECOND_MS, 'just now'],
  [4 * SECOND_MS, 'just now'],
  [12 * SECOND_MS, '12 seconds ago'],
  [60 * SECOND_MS, '1 minute ago'],
  [3 * 3600 * SECOND_MS, '3 hours ago'],
  [13 * DAY_MS, '13 days ago'],
  [21 * DAY_MS, '3 weeks ago'],
  [90 * DAY_MS, '3 months ago'],
  [800 * DAY_MS, '2 years ago'],
])('%d ms back is %s', (ageMs, text) => {
  expect(formatRelativeTime(1_000_000_000_000 - ageMs, 1_000_000_000_000)).toBe(text);
});
