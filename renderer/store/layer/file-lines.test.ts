import { expect, test } from 'vitest';
import type { TreeRow } from '../../../shared/contract/layer.ts';
import {
  countLines,
  layOutLines,
  lineAt,
  PAGE_ROWS,
  placeOf,
  type OpenFolder,
} from './file-lines.ts';

const row = (node: number): TreeRow => ({
  node,
  name: `n${node}`,
  kind: 'directory',
  mark: 'added',
  sizeBytes: 1,
  removedBytes: 0,
  childCount: 3,
  flags: [],
});

/** A folder whose rows are numbered from `first` on. */
function folder(
  node: number,
  at: { readonly parent?: number; readonly index?: number; readonly depth?: number },
  totalCount: number,
  first: number,
): OpenFolder {
  const rows = Array.from({ length: Math.min(PAGE_ROWS, totalCount) }, (_, i) => row(first + i));
  return {
    node,
    parent: at.parent,
    index: at.index ?? 0,
    depth: at.depth ?? 0,
    totalCount,
    sizeBytes: 1,
    pages: new Map([[0, rows]]),
  };
}

const FOLDERS = new Map(
  [
    folder(0, {}, 4, 100),
    folder(101, { parent: 0, index: 1, depth: 1 }, 3, 200),
    folder(202, { parent: 101, index: 2, depth: 2 }, 2, 300),
    folder(103, { parent: 0, index: 3, depth: 1 }, 0, 0),
  ].map((one) => [one.node, one]),
);

test('lines come in the order in which a tree shows them', () => {
  const runs = layOutLines(FOLDERS);
  const nodes = Array.from(
    { length: countLines(runs) },
    (_, place) => lineAt(FOLDERS, runs, place)?.row?.node,
  );
  expect(nodes).toEqual([100, 101, 200, 201, 202, 300, 301, 102, 103]);
  expect(lineAt(FOLDERS, runs, 9)).toBeUndefined();
  expect(lineAt(FOLDERS, runs, -1)).toBeUndefined();
});

test('every line is found again by its folder and its place there', () => {
  const runs = layOutLines(FOLDERS);
  for (let place = 0; place < countLines(runs); place += 1) {
    const line = lineAt(FOLDERS, runs, place);
    expect(line && placeOf(runs, line.folder.node, line.index)).toBe(place);
  }
  expect(placeOf(runs, 777, 0)).toBe(-1);
});

test('two million rows are three runs, and what did not come has a line without a row', () => {
  const folders = new Map([
    [0, folder(0, {}, 2_000_000, 1)],
    [3, folder(3, { parent: 0, index: 2, depth: 1 }, 5, 10)],
  ]);
  const runs = layOutLines(folders);
  expect(runs).toHaveLength(3);
  expect(countLines(runs)).toBe(2_000_005);
  expect(lineAt(folders, runs, 1_999_999)).toMatchObject({ index: 1_999_994, row: undefined });
  expect(placeOf(runs, 0, 1_999_999)).toBe(2_000_004);
});

test('no folder, no line', () => {
  expect(countLines(layOutLines(new Map()))).toBe(0);
});
