import { expect, test } from 'vitest';
import { formatByteSize } from './byte-size.ts';

test.each([
  [0, '0 B'],
  [-3, '0 B'],
  [812, '812 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [1234, '1.2 kB'],
  [24_500_000, '24.5 MB'],
  [99_960_000, '100 MB'],
  [318_400_000, '318 MB'],
  [999_600_000, '1 GB'],
  [20_100_000_000, '20.1 GB'],
  [3e15, '3 PB'],
])('%d bytes read %s', (sizeBytes, text) => {
  expect(formatByteSize(sizeBytes)).toBe(text);
});
