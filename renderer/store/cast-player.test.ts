import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RecordedEvent } from '../../shared/contract/recording.ts';
import { CastPlayer, type CastPosition } from './cast-player.ts';
import { countUntil, timelineOf } from './cast-timeline.ts';

const output = (atMs: number, text: string): RecordedEvent => ({ kind: 'output', atMs, text });
const EVENTS: readonly RecordedEvent[] = [
  output(0, 'a'),
  output(100, 'b'),
  { kind: 'resize', atMs: 200, size: { columns: 100, rows: 30 } },
  output(10_200, 'c'),
  output(10_300, 'd'),
];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function made() {
  let shown = '';
  let position: CastPosition | undefined;
  const player = new CastPlayer({
    events: EVENTS,
    size: { columns: 80, rows: 24 },
    sink: {
      reset: () => (shown = ''),
      resizeTo: ({ columns }) => (shown += `<${columns}>`),
      write: async (bytes) => {
        await Promise.resolve();
        shown += new TextDecoder().decode(bytes);
      },
    },
    onChange: (now) => (position = now),
  });
  return { player, shown: () => shown, position: () => position };
}

test('events come when they came, at the speed that is chosen, and the end is the end', async () => {
  const { player, shown, position } = made();
  await vi.advanceTimersByTimeAsync(0);
  expect(shown()).toBe('a');
  player.play();
  await vi.advanceTimersByTimeAsync(150);
  expect(shown()).toBe('ab');
  player.setSpeed(4);
  await vi.advanceTimersByTimeAsync(1000);
  expect(shown()).toBe('ab<100>');
  await vi.advanceTimersByTimeAsync(1700);
  expect(shown()).toBe('ab<100>cd');
  expect(position()).toEqual({ isPlaying: false, atMs: 10_300, durationMs: 10_300 });
  player.play();
  await vi.advanceTimersByTimeAsync(0);
  expect(shown()).toBe('<80>a');
  player.dispose();
});

test('a pause stands still, and one may go forwards and back', async () => {
  const { player, shown, position } = made();
  player.play();
  await vi.advanceTimersByTimeAsync(120);
  player.pause();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(shown()).toBe('ab');
  expect(position()?.isPlaying).toBe(false);
  player.seek(10_250);
  await vi.advanceTimersByTimeAsync(0);
  expect(shown()).toBe('ab<100>c');
  player.seek(50);
  await vi.advanceTimersByTimeAsync(0);
  expect(shown()).toBe('<80>a');
  player.seek(1e9);
  expect(position()?.atMs).toBe(10_300);
  player.dispose();
});

test('long pauses are shortened, and what is shown stays', async () => {
  const { player, shown, position } = made();
  player.setLongestPause(1000);
  expect(position()?.durationMs).toBe(1300);
  player.seek(1200);
  await vi.advanceTimersByTimeAsync(0);
  expect(shown()).toBe('ab<100>c');
  player.setLongestPause(undefined);
  expect(position()).toMatchObject({ atMs: 10_200, durationMs: 10_300 });
  player.dispose();
});

test('a timeline without events has no time', () => {
  const timeline = timelineOf([]);
  expect(timeline).toEqual({ timesMs: [], durationMs: 0 });
  expect(countUntil(timeline, 5)).toBe(0);
  expect([0, 99, 100, 10_300].map((atMs) => countUntil(timelineOf(EVENTS), atMs))).toEqual([
    1, 1, 2, 5,
  ]);
});
