import { expect, test } from 'vitest';
import { nextRow } from './next-row.ts';

test.each([
  ['ArrowDown', -1, 0],
  ['ArrowDown', 8, 9],
  ['ArrowDown', 9, 9],
  ['ArrowUp', -1, 9],
  ['ArrowUp', 0, 0],
  ['PageDown', 2, 7],
  ['PageDown', 8, 9],
  ['PageUp', 7, 2],
  ['PageUp', 1, 0],
  ['Home', 5, 0],
  ['End', 5, 9],
  ['Tab', 5, undefined],
])('%s from %d goes to %s', (key, index, target) => {
  expect(nextRow(key, index, 10, 5)).toBe(target);
});

test('an empty grid has nowhere to go', () => {
  expect(nextRow('ArrowDown', -1, 0, 5)).toBeUndefined();
});
