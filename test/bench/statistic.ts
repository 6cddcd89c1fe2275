/** What a series of measurements is reduced to; in the unit of the series. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly n: number;
}

/** Median, range and number of a series; throws on an empty one, because there is nothing to say about it. */
export function summarise(samples: readonly number[]): Summary {
  return {
    median: quantile(samples, 0.5),
    min: quantile(samples, 0),
    max: quantile(samples, 1),
    n: samples.length,
  };
}

/**
 * The value below which this share of the series lies, interpolated between neighbours.
 * @param share 0 to 1; 0.5 is the median
 */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new Error('a series without measurements has no quantile');
  if (!samples.every(Number.isFinite)) throw new Error(`not all numbers: ${samples.join(', ')}`);
  const sorted = samples.toSorted((left, right) => left - right);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}
