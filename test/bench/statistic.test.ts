import { expect, test } from 'vitest';
import { quantile, summarise } from './statistic.ts';

test('the median of an odd series is its middle, of an even one the mean of the two middles', () => {
  expect(quantile([9, 1, 5], 0.5)).toBe(5);
  expect(quantile([1, 2, 3, 10], 0.5)).toBe(2.5);
});

test('a quantile between two measurements is interpolated', () => {
  expect(quantile([0, 10], 0.95)).toBeCloseTo(9.5);
  expect(quantile([3], 0.95)).toBe(3);
});

test('a summary leaves the series as it was', () => {
  const samples = [3, 1, 2];
  expect(summarise(samples)).toEqual({ median: 2, min: 1, max: 3, n: 3 });
  expect(samples).toEqual([3, 1, 2]);
});

test('nothing is said about an empty series or one with a hole', () => {
  expect(() => summarise([])).toThrow('without measurements');
  expect(() => summarise([1, Number.NaN])).toThrow('not all numbers');
});
