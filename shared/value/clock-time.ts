const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const DATE_TIME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The time of day where the user is: `14:03:22`. */
export function formatClockTime(timeMs: number): string {
  return TIME.format(timeMs);
}

/** Date and time where the user is: `21 Nov 2026, 14:03:22`. */
export function formatDateTime(timeMs: number): string {
  return DATE_TIME.format(timeMs);
}
