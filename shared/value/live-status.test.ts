import { expect, test } from 'vitest';
import { liveStatusText } from './live-status.ts';

test.each([
  ['Up Less than a second', 400, 'Up Less than a second'],
  ['Up Less than a second', 3_000, 'Up 3 seconds'],
  ['Up 1 second', 1_000, 'Up 2 seconds'],
  ['Up 12 seconds', 30_000, 'Up 42 seconds'],
  ['Up 42 seconds (health: starting)', 30_000, 'Up About a minute (health: starting)'],
  ['Up About a minute', 60_000, 'Up 2 minutes'],
  ['Up 5 minutes (healthy)', 125_000, 'Up 7 minutes (healthy)'],
  ['Up 59 minutes', 120_000, 'Up About an hour'],
  ['Up 3 hours', 9_000_000, 'Up 3 hours'],
  ['Up 4 days (Paused)', 9_000_000, 'Up 4 days (Paused)'],
  ['Exited (137) 3 seconds ago', 60_000, 'Exited (137) About a minute ago'],
  ['Exited (0) 3 days ago', 60_000, 'Exited (0) 3 days ago'],
  ['Created', 60_000, 'Created'],
])('%s, %d ms later, is %s', (statusText, ageMs, text) => {
  expect(liveStatusText(statusText, ageMs)).toBe(text);
});
