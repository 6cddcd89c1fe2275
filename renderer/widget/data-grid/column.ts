import type { ReactNode } from 'react';

/** One column of a grid. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** Its track in CSS grid terms, for example `minmax(120px, 2fr)`. */
  readonly track: string;
  readonly cellOf: (row: Row, isCurrent: boolean) => ReactNode;
  readonly isSortable?: boolean;
  /** The grid's width, in CSS pixels, below which the column gives way. */
  readonly hiddenBelowPx?: number;
  /** Numbers stand at the right, and their title with them. */
  readonly isNumber?: boolean;
  /** True where the title is only read out, as over a row's buttons. */
  readonly hasSilentTitle?: boolean;
}

/** Which column the rows are ordered by. */
export interface Sorting {
  readonly key: string;
  readonly isDescending: boolean;
}
