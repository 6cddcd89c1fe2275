import { expect, test } from 'vitest';
import { rowsInSight } from './grid-behaviour.ts';

const range = (startIndex: number) => ({
  startIndex,
  endIndex: startIndex + 20,
  overscan: 4,
  count: 5000,
});

test('a step draws rows beyond the edges, a leap only those in sight', () => {
  const rows = rowsInSight();
  expect(rows(range(0))).toHaveLength(25);
  expect(rows(range(3))[0]).toBe(0);
  const leap = rows(range(400));
  expect([leap[0], leap.at(-1)]).toEqual([400, 420]);
  const rest = rows(range(400));
  expect([rest[0], rest.at(-1)]).toEqual([396, 424]);
});
