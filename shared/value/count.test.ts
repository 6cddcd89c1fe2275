import { expect, test } from 'vitest';
import { formatCount, formatPlural } from './count.ts';

test('thousands are set apart and one is singular', () => {
  expect(formatCount(5000)).toBe('5,000');
  expect(formatPlural(1, 'line')).toBe('1 line');
  expect(formatPlural(0, 'line')).toBe('0 lines');
  expect(formatPlural(12_345, 'line')).toBe('12,345 lines');
});
