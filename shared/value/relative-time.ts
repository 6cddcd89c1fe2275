const STEPS = [
  { word: 'second', seconds: 1, limitSeconds: 60 },
  { word: 'minute', seconds: 60, limitSeconds: 3600 },
  { word: 'hour', seconds: 3600, limitSeconds: 86_400 },
  { word: 'day', seconds: 86_400, limitSeconds: 14 * 86_400 },
  { word: 'week', seconds: 7 * 86_400, limitSeconds: 60 * 86_400 },
  { word: 'month', seconds: 30 * 86_400, limitSeconds: 2 * 365 * 86_400 },
  { word: 'year', seconds: 365 * 86_400, limitSeconds: Infinity },
] as const;

/** How long ago, in one unit: `just now`, `12 seconds ago`, `3 hours ago`. A future time reads `just now`. */
export function formatRelativeTime(thenMs: number, nowMs: number): string {
  const seconds = Math.floor((nowMs - thenMs) / 1000);
  if (seconds < 5) return 'just now';
  const step = STEPS.find(({ limitSeconds }) => seconds < limitSeconds) ?? STEPS[6];
  const count = Math.floor(seconds / step.seconds);
  return `${count} ${step.word}${count === 1 ? '' : 's'} ago`;
}
