import { expect, test } from 'vitest';
import { toFigure } from './figure.ts';
import { markdownTable, replaceBlock, textTable } from './figure-table.ts';

const figures = [
  toFigure({ name: 'start.paint', ours: [560, 540, 600], reference: [380, 370, 400] }),
  toFigure({ name: 'ipc.busy', ours: [61.26], reference: [50] }),
];

test('the text table shows medians, ranges, ratio, goal and verdict', () => {
  expect(textTable(figures).split('\n')).toEqual([
    'figure       ours              reference         n  ratio  goal   holds',
    'start.paint  560 ms [540–600]  380 ms [370–400]  3  1.47   ≤ 1.5  yes',
    'ipc.busy     61.3 ms           50.0 ms           1  1.23   ≤ 1    no',
  ]);
});

test('the Markdown table says in words what was measured beside what', () => {
  const lines = markdownTable(figures).split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[2]).toContain('start to meaningful paint (`start.paint`)');
  expect(lines[2]).toContain('ready-to-show of an empty Electron window: 380 ms [370–400]');
});

test('only what lies between the marks is replaced, and a second time gives the same', () => {
  const document = '# A\n<!-- bench -->\nold\n<!-- /bench -->\nend\n';
  const once = replaceBlock(document, 'NEW');
  expect(once).toBe('# A\n<!-- bench -->\n\nNEW\n\n<!-- /bench -->\nend\n');
  expect(replaceBlock(once ?? '', 'NEW')).toBe(once);
});

test('a document without the marks is left alone', () => {
  expect(replaceBlock('# A\n', 'NEW')).toBeUndefined();
  expect(replaceBlock('<!-- /bench --> <!-- bench -->', 'NEW')).toBeUndefined();
});
