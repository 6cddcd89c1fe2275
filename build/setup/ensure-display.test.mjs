import { expect, it } from 'vitest';
import { authorityRecord } from './ensure-display.mjs';

it('writes an X authority record for every host and display', () => {
  const record = authorityRecord(Buffer.alloc(16, 7));
  expect(record.subarray(0, 8).toString('hex')).toBe('ffff000000000012');
  expect(record.subarray(8, 26).toString()).toBe('MIT-MAGIC-COOKIE-1');
  expect(record.subarray(26).toString('hex')).toBe(`0010${'07'.repeat(16)}`);
});
