import { setImmediate as settled } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { FloodTurns } from './flood-turns.ts';

/** Turns whose clock stands still until it is told, and whose rests end when they are told. */
function turnsByHand() {
  const rests: (() => void)[] = [];
  const clock = {
    atMs: 0,
    nowMs: () => clock.atMs,
    rest: async () => await new Promise<void>((resolve) => rests.push(resolve)),
  };
  return { turns: new FloodTurns(clock), clock, rests };
}

it('one flood alone never rests', async () => {
  const { turns, clock, rests } = turnsByHand();
  const flood = Symbol('flood');
  for (let turn = 0; turn < 5; turn += 1) {
    clock.atMs += 10;
    await turns.next(flood);
  }
  expect(rests).toEqual([]);
});

it('floods that come together go on in their order, one after each rest', async () => {
  const { turns, rests } = turnsByHand();
  const [first, second] = [Symbol('first'), Symbol('second')];
  await turns.next(first);
  const wentOn: string[] = [];
  void turns.next(second).then(() => wentOn.push('second'));
  void turns.next(first).then(() => wentOn.push('first'));
  await settled();
  expect(rests).toHaveLength(1);
  expect(wentOn).toEqual([]);
  rests[0]?.();
  await settled();
  expect(rests).toHaveLength(2);
  expect(wentOn).toEqual(['second']);
  rests[1]?.();
  await settled();
  expect(wentOn).toEqual(['second', 'first']);
});

it('one that is left alone goes on without rests', async () => {
  const { turns, clock, rests } = turnsByHand();
  const [first, second] = [Symbol('first'), Symbol('second')];
  await turns.next(first);
  void turns.next(second);
  await settled();
  expect(rests).toHaveLength(1);
  rests[0]?.();
  clock.atMs += 1_000;
  await turns.next(first);
  clock.atMs += 1_000;
  await turns.next(first);
  expect(rests).toHaveLength(1);
});
