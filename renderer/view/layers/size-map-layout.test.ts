import { expect, test } from 'vitest';
import type { SizeArea } from '../../../shared/contract/layer.ts';
import { layOutAreas, neighbourOf, type DrawnArea } from './size-map-layout.ts';

const BOX = { left: 0, top: 0, width: 800, height: 600 };
const area = (node: number, parent: number, sizeBytes: number, isFolder = false): SizeArea => ({
  node,
  parent,
  name: `n${node}`,
  kind: isFolder ? 'directory' : 'file',
  mark: 'added',
  sizeBytes,
});
const AREAS = [
  area(1, 0, 900, true),
  area(2, 1, 500, true),
  area(3, 1, 300),
  area(4, 2, 400),
  area(5, 0, 80),
  area(6, 0, 1),
];
const draw = (): readonly DrawnArea[] => layOutAreas(AREAS, { node: 0, sizeBytes: 1000 }, BOX);
const of = (drawn: readonly DrawnArea[], node: number): DrawnArea => {
  const found = drawn.find((one) => one.area.node === node);
  if (found === undefined) throw new Error(`no ${node}`);
  return found;
};

test('what lies in a folder is drawn in it, below its name, and specks are left out', () => {
  const drawn = draw();
  for (const { area: inner, box } of drawn.filter(({ depth }) => depth > 1)) {
    const outer = of(drawn, inner.parent).box;
    expect(box.left).toBeGreaterThan(outer.left);
    expect(box.top).toBeGreaterThan(outer.top + 15);
    expect(box.left + box.width).toBeLessThanOrEqual(outer.left + outer.width);
    expect(box.top + box.height).toBeLessThanOrEqual(outer.top + outer.height);
  }
  const tiny = layOutAreas([area(1, 0, 999), area(2, 0, 0.001)], { node: 0, sizeBytes: 1000 }, BOX);
  expect(tiny.map((one) => one.area.node)).toEqual([1]);
});

test('colours begin where sizes differ, and a branch keeps its own', () => {
  const drawn = draw();
  expect(of(drawn, 1).branch).toBeUndefined();
  expect(of(drawn, 2).branch).toBe(0);
  expect(of(drawn, 4).branch).toBe(0);
  expect(of(drawn, 3).branch).toBe(1);
});

test('arrow keys go to neighbours in the same folder', () => {
  const drawn = draw();
  const [left, right] = [of(drawn, 2), of(drawn, 3)];
  const key = left.box.left < right.box.left ? 'ArrowRight' : 'ArrowDown';
  expect(neighbourOf(drawn, left, key)?.area.node).toBe(3);
  expect(neighbourOf(drawn, left, key === 'ArrowRight' ? 'ArrowLeft' : 'ArrowUp')).toBeUndefined();
  expect(neighbourOf(drawn, left, 'x')).toBeUndefined();
});
