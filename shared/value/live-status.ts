const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const SENTENCE =
  /^(Up|Exited \(\d+\)) (Less than a second|About a minute|(\d+) (seconds?|minutes))(.*)$/;

/**
 * The engine's `Up …` or `Exited … ago`, carried forward by the time that passed since it was said.
 * Only the first hour moves: later the words change too rarely to be worth guessing, and the next
 * list brings the engine's own. Every other sentence stays as it is.
 */
export function liveStatusText(statusText: string, ageMs: number): string {
  const match = SENTENCE.exec(statusText);
  if (match === null || ageMs < SECOND_MS) return statusText;
  const [, lead = '', words = '', count = '0', unit = '', rest = ''] = match;
  const saidMs = words.startsWith('About')
    ? MINUTE_MS
    : Number(count) * (unit === 'minutes' ? MINUTE_MS : SECOND_MS);
  return `${lead} ${inEngineWords(saidMs + ageMs)}${rest}`;
}

/** The steps of Docker's own formatter, so that a refresh does not change the wording. */
function inEngineWords(durationMs: number): string {
  const seconds = Math.floor(durationMs / SECOND_MS);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.floor(durationMs / MINUTE_MS);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.round(durationMs / HOUR_MS);
  return hours === 1 ? 'About an hour' : `${hours} hours`;
}
