import { expect, it } from 'vitest';
import { RateMeter } from './rate-meter.ts';

it('a rate is told over the last seconds, and not before there is one', () => {
  let nowMs = 0;
  const meter = new RateMeter(() => nowMs);
  expect(meter.bytesPerSecond()).toBeUndefined();
  meter.read(0);
  nowMs = 500;
  meter.read(1_000_000);
  expect(meter.bytesPerSecond()).toBeUndefined();
  nowMs = 2_000;
  meter.read(4_000_000);
  expect(meter.bytesPerSecond()).toBe(2_000_000);
  nowMs = 9_000;
  meter.read(4_000_000);
  nowMs = 11_000;
  meter.read(4_000_000);
  expect(meter.bytesPerSecond()).toBe(0);
  meter.read(0);
  nowMs = 13_000;
  meter.read(8_000);
  expect(meter.bytesPerSecond()).toBe(4_000);
});
