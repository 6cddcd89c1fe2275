import type { RecordedEvent } from '../../shared/contract/recording.ts';

/** When each event of a recording is played. */
export interface CastTimeline {
  /** Milliseconds from the beginning, one for each event; never less than the one before. */
  readonly timesMs: readonly number[];
  readonly durationMs: number;
}

/** The times of a recording's events, with no pause between them longer than the limit. */
export function timelineOf(
  events: readonly RecordedEvent[],
  longestPauseMs = Number.POSITIVE_INFINITY,
): CastTimeline {
  let recordedMs = 0;
  let playedMs = 0;
  const timesMs = events.map(({ atMs }) => {
    playedMs += Math.min(longestPauseMs, atMs - recordedMs);
    recordedMs = atMs;
    return playedMs;
  });
  return { timesMs, durationMs: playedMs };
}

/** How many events are played at a time: the first that many. */
export function countUntil({ timesMs }: CastTimeline, atMs: number): number {
  let [from, to] = [0, timesMs.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((timesMs[middle] ?? 0) <= atMs) from = middle + 1;
    else to = middle;
  }
  return from;
}
