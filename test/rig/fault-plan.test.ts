import { describe, expect, it } from 'vitest';
import { seededRandom } from './fault-control.ts';
import type { FaultMode } from './fault-mode.ts';
import { planAnswer } from './fault-plan.ts';

const answer = Buffer.from('HTTP/1.1 200 OK\r\n\r\nbody');

/** A plan as words: text in quotes for a write, the name for everything else. */
function planned(mode: FaultMode, piece = answer, offset = 0): string[] {
  return [...planAnswer(piece, offset, mode, seededRandom(1))].map((step) =>
    step.kind === 'write' ? `"${step.bytes.toString('latin1')}"` : step.kind,
  );
}

const abcdef = Buffer.from('abcdef');

describe('the plan of an answer', () => {
  it.each<[string, FaultMode, number, string[]]>([
    ['passes', { kind: 'pass' }, 0, ['"abcdef"']],
    ['cuts within', { kind: 'cut', afterBytes: 2 }, 0, ['"ab"', 'cut']],
    ['cuts before the first byte', { kind: 'cut', afterBytes: 0 }, 0, ['cut']],
    ['cuts later', { kind: 'cut', afterBytes: 7 }, 0, ['"abcdef"']],
    ['cuts in a later piece', { kind: 'cut', afterBytes: 7 }, 6, ['"a"', 'cut']],
    ['cuts what is beyond already', { kind: 'cut', afterBytes: 2 }, 6, ['cut']],
    ['resets within', { kind: 'reset', afterBytes: 3 }, 0, ['"abc"', 'wait', 'reset']],
    ['stalls within', { kind: 'half-open', afterBytes: 2 }, 0, ['"ab"', 'stall']],
    ['splits', { kind: 'split', atByte: 4 }, 0, ['"abcd"', 'wait', '"ef"']],
    ['splits at its own edge only elsewhere', { kind: 'split', atByte: 6 }, 0, ['"abcdef"']],
    ['delays', { kind: 'delay', delayMs: 5 }, 0, ['wait', '"abcdef"']],
    ['hangs', { kind: 'hang' }, 0, ['stall']],
    ['leaves other bytes alone', { kind: 'corrupt', atByte: 6 }, 0, ['"abcdef"']],
    ['chops', { kind: 'chop', sizeBytes: 4 }, 0, ['"abcd"', 'wait', '"ef"', 'wait']],
    [
      'limits the rate',
      { kind: 'rate', bytesPerSecond: 200 },
      0,
      ['"abcd"', 'wait', '"ef"', 'wait'],
    ],
  ])('%s', (_name, mode, offset, expected) => {
    expect(planned(mode, abcdef, offset)).toEqual(expected);
  });

  it('drips the headers and lets the body through', () => {
    const steps = planned({ kind: 'drip', intervalMs: 1, part: 'headers' });
    expect(steps.filter((step) => step === 'wait')).toHaveLength(19);
    expect(steps.at(-1)).toBe('"body"');
  });

  it('drips everything', () => {
    const steps = planned({ kind: 'drip', intervalMs: 1, part: 'all' });
    expect(steps.filter((step) => step === 'wait')).toHaveLength(answer.length);
  });

  it('changes exactly one byte, the same one for the same seed', () => {
    const [first] = planned({ kind: 'corrupt', atByte: 2 }, abcdef);
    const [second] = planned({ kind: 'corrupt', atByte: 2 }, abcdef);
    expect(first).toBe(second);
    expect(first).toMatch(/^"ab[^c]def"$/s);
  });
});

describe('seeded chance', () => {
  it('repeats itself for a seed and differs between seeds', () => {
    const take = (seed: number): number[] => Array.from({ length: 5 }, seededRandom(seed));
    expect(take(7)).toEqual(take(7));
    expect(take(7)).not.toEqual(take(8));
  });

  it('fills the range evenly', () => {
    const random = seededRandom(3);
    const buckets = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 10_000; draw += 1) {
      const bucket = Math.floor(random() * 10);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    expect(Math.min(...buckets)).toBeGreaterThan(850);
    expect(Math.max(...buckets)).toBeLessThan(1150);
  });
});
