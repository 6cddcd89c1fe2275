import { expect, it } from 'vitest';
import { ReplyLimit } from './reply-limit.ts';

it('lets 64 answers through in a second', () => {
  let nowMs = 0;
  const limit = new ReplyLimit(() => nowMs);
  const count = (): number =>
    Array.from({ length: 1000 }, () => limit.isAllowed(4)).filter(Boolean).length;
  expect(count()).toBe(64);
  nowMs = 999;
  expect(count()).toBe(0);
  nowMs = 1000;
  expect(count()).toBe(64);
});

it('lets 4 KiB through in a second, and goes on with what fits', () => {
  const limit = new ReplyLimit(() => 0);
  expect(limit.isAllowed(5000)).toBe(false);
  expect(limit.isAllowed(4000)).toBe(true);
  expect(limit.isAllowed(97)).toBe(false);
  expect(limit.isAllowed(96)).toBe(true);
});
