import { expect, test } from 'vitest';
import { RowSlots } from './row-slots.ts';

const slotsOf = (rows: ReturnType<RowSlots['assign']>) =>
  Object.fromEntries(rows.map(({ id, slot }) => [id, slot]));

test('a row in sight keeps its element, a new one takes over a free one', () => {
  const slots = new RowSlots();
  expect(slotsOf(slots.assign(['a', 'b', 'c'], true))).toEqual({ a: 0, b: 1, c: 2 });
  expect(slotsOf(slots.assign(['b', 'c', 'd'], true))).toEqual({ b: 1, c: 2, d: 0 });
  expect(slotsOf(slots.assign(['x', 'y', 'z'], true))).toEqual({ x: 0, y: 1, z: 2 });
});

test('while it moves the elements stay in place; at rest they follow the rows', () => {
  const slots = new RowSlots();
  slots.assign(['a', 'b', 'c'], false);
  const moving = slots.assign(['b', 'c', 'd'], true);
  expect(moving.map(({ slot }) => slot)).toEqual([0, 1, 2]);
  expect(moving.map(({ id }) => id)).toEqual(['d', 'b', 'c']);
  const resting = slots.assign(['b', 'c', 'd'], false);
  expect(resting.map(({ id }) => id)).toEqual(['b', 'c', 'd']);
  expect(slotsOf(resting)).toEqual(slotsOf(moving));
});

test('more rows make more elements, fewer rows give them up', () => {
  const slots = new RowSlots();
  slots.assign(['a'], false);
  expect(slotsOf(slots.assign(['a', 'b', 'c'], false))).toEqual({ a: 0, b: 1, c: 2 });
  expect(slots.assign(['c'], false)).toEqual([{ id: 'c', slot: 2 }]);
});

test('no two rows ever share an element', () => {
  const slots = new RowSlots();
  const all = Array.from({ length: 200 }, (_, i) => `row-${i}`);
  for (let start = 0; start < 180; start += 7) {
    const rows = slots.assign(all.slice(start, start + 5 + (start % 13)), start % 2 === 0);
    expect(new Set(rows.map(({ slot }) => slot)).size).toBe(rows.length);
  }
});
