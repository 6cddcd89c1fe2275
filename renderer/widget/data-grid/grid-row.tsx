// Only the rows in sight are in the document, each at its own place: table elements cannot do that.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import type { MouseEvent } from 'react';
import { classNames } from '../class-names.ts';
import type { Column } from './column.ts';
import style from './data-grid.module.css';

interface GridRowProps<Row> {
  readonly row: Row;
  readonly rowId: string;
  readonly domId: string;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Its place among all rows, from 0. */
  readonly index: number;
  readonly topPx: number;
  readonly isCurrent: boolean;
  readonly onSelect: (rowId: string) => void;
  readonly onOpen: (rowId: string) => void;
  readonly onMenu: (rowId: string, at: MouseEvent) => void;
}

/** One row. The grid wraps it in `memo`: it is drawn again only when something of its own changed. */
export function GridRow<Row>(props: GridRowProps<Row>): React.JSX.Element {
  const { row, rowId, domId, label, columns, index, topPx, isCurrent } = props;
  return (
    // The keys of a row are those of its grid, which keeps the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="row"
      id={domId}
      aria-label={label}
      aria-rowindex={index + 2}
      aria-selected={isCurrent}
      className={classNames(style['row'], isCurrent && style['current'])}
      style={{ transform: `translateY(${topPx}px)` }}
      onPointerDown={() => props.onSelect(rowId)}
      onDoubleClick={() => props.onOpen(rowId)}
      onContextMenu={(event) => props.onMenu(rowId, event)}
    >
      {columns.map((column) => (
        <div key={column.key} role="gridcell" className={style['cell']}>
          {column.cellOf(row, isCurrent)}
        </div>
      ))}
    </div>
  );
}
