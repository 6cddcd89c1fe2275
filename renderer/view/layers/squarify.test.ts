import { expect, test } from 'vitest';
import { squarify, type Box } from './squarify.ts';

const BOX: Box = { left: 10, top: 20, width: 600, height: 400 };
const areaOf = ({ width, height }: Box): number => width * height;

test('the paper’s own example: six, six, four, three, two, two, one in 6 by 4', () => {
  const boxes = squarify([6, 6, 4, 3, 2, 2, 1], { left: 0, top: 0, width: 6, height: 4 });
  expect(boxes.slice(0, 2)).toEqual([
    { left: 0, top: 0, width: 3, height: 2 },
    { left: 0, top: 2, width: 3, height: 2 },
  ]);
});

test('areas follow the sizes, fill the box, and stay in it', () => {
  const sizes = Array.from({ length: 80 }, (_, i) => 1 + (79 - i) ** 2);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const boxes = squarify(sizes, BOX);
  for (const [index, box] of boxes.entries()) {
    expect(areaOf(box)).toBeCloseTo((240_000 * (sizes[index] ?? 0)) / total, 3);
    expect(box.left).toBeGreaterThanOrEqual(10 - 1e-6);
    expect(box.top).toBeGreaterThanOrEqual(20 - 1e-6);
    expect(box.left + box.width).toBeLessThanOrEqual(610 + 1e-6);
    expect(box.top + box.height).toBeLessThanOrEqual(420 + 1e-6);
  }
  expect(boxes.reduce((sum, box) => sum + areaOf(box), 0)).toBeCloseTo(240_000, 3);
});

test('nothing, and no room', () => {
  expect(squarify([], BOX)).toEqual([]);
  const flat = squarify([2, 1], { ...BOX, height: 0 });
  expect(flat.map(areaOf)).toEqual([0, 0]);
});
