import { GOALS, type FigureName, type Unit } from './goal.ts';
import { summarise } from './statistic.ts';
import type { Summary } from './statistic.ts';

/** The raw measurements behind one figure, both sides taken in turns in the same run. */
export interface Series {
  readonly name: FigureName;
  readonly ours: readonly number[];
  readonly reference: readonly number[];
}

/** One measured figure; `ours` and `reference` are medians in `unit`. */
export interface Figure {
  readonly name: FigureName;
  readonly ratio: number;
  readonly goal: number;
  readonly better: 'lower' | 'higher';
  readonly holds: boolean;
  readonly ours: number;
  readonly reference: number;
  readonly unit: Unit;
  /** Measurements on the side that has fewer. */
  readonly n: number;
}

/** A figure with what is printed and stored beside it. */
export interface MeasuredFigure extends Figure {
  readonly oursSummary: Summary;
  readonly referenceSummary: Summary;
  readonly samples: Pick<Series, 'ours' | 'reference'>;
}

/** Sets a series beside its goal. The ratio decides unrounded; medians are rounded for reading only. */
export function toFigure({ name, ours, reference }: Series): MeasuredFigure {
  const { goal, unit, better = 'lower' } = GOALS[name];
  const oursSummary = summarise(ours);
  const referenceSummary = summarise(reference);
  const ratio = oursSummary.median / referenceSummary.median;
  return {
    name,
    ratio: round(ratio, 3),
    goal,
    better,
    holds: better === 'higher' ? ratio >= goal : ratio <= goal,
    ours: round(oursSummary.median, 2),
    reference: round(referenceSummary.median, 2),
    unit,
    n: Math.min(ours.length, reference.length),
    oursSummary,
    referenceSummary,
    samples: { ours, reference },
  };
}

/** The figure as `--json` prints it: these fields and no others. */
export function toPrintable(figure: MeasuredFigure): Figure {
  const { name, ratio, goal, better, holds, ours, reference, unit, n } = figure;
  return { name, ratio, goal, better, holds, ours, reference, unit, n };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
