import { expect, test } from 'vitest';
import { toFigure, toPrintable } from './figure.ts';
import { FIGURE_NAMES, GOALS, isFigureName } from './goal.ts';

test('the ratio is that of the medians, and the goal holds up to and including itself', () => {
  const figure = toFigure({ name: 'start.paint', ours: [150, 10, 900], reference: [100, 1, 101] });
  expect(figure).toMatchObject({ ratio: 1.5, holds: true, ours: 150, reference: 100, n: 3 });
});

test('a ratio that only rounding would bring down to the goal does not hold', () => {
  const figure = toFigure({ name: 'start.paint', ours: [150.04], reference: [100] });
  expect(figure).toMatchObject({ ratio: 1.5, holds: false });
});

test('n is the smaller number of the two sides', () => {
  expect(toFigure({ name: 'idle.pss', ours: [1, 2, 3], reference: [1, 1] }).n).toBe(2);
});

test('what is printed has exactly the agreed fields', () => {
  const printed = toPrintable(toFigure({ name: 'ipc.busy', ours: [9], reference: [50] }));
  expect(Object.keys(printed)).toEqual([
    'name',
    'ratio',
    'goal',
    'better',
    'holds',
    'ours',
    'reference',
    'unit',
    'n',
  ]);
});

test('every name has a goal, and other words are not names', () => {
  for (const name of FIGURE_NAMES) expect(GOALS[name].goal).toBeGreaterThanOrEqual(0);
  expect(isFigureName('start.paint')).toBe(true);
  expect(isFigureName('constructor')).toBe(false);
});
