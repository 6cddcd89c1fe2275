// Only the rows in sight are in the document, each at its own place: table elements cannot do that.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowUp from 'lucide-react/icons/arrow-up';
import { classNames } from '../class-names.ts';
import type { Column, Sorting } from './column.ts';
import style from './data-grid.module.css';

interface GridHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sorting: Sorting | undefined;
  readonly onSort: (key: string) => void;
}

/** The titles; a press on one orders by it. */
export function GridHead<Row>({ columns, sorting, onSort }: GridHeadProps<Row>): React.JSX.Element {
  return (
    <div role="rowgroup" className={style['head']}>
      <div role="row" aria-rowindex={1} className={style['headRow']}>
        {columns.map((column) => (
          <HeadCell
            key={column.key}
            title={column.title}
            isSilent={column.hasSilentTitle ?? false}
            isNumber={column.isNumber ?? false}
            order={sorting?.key === column.key ? sorting : undefined}
            onSort={column.isSortable === true ? () => onSort(column.key) : undefined}
          />
        ))}
      </div>
    </div>
  );
}

interface HeadCellProps {
  readonly title: string;
  readonly isSilent: boolean;
  readonly isNumber: boolean;
  readonly order: Sorting | undefined;
  readonly onSort: (() => void) | undefined;
}

function HeadCell({ title, isSilent, isNumber, order, onSort }: HeadCellProps): React.JSX.Element {
  const sort = order === undefined ? 'none' : order.isDescending ? 'descending' : 'ascending';
  if (onSort === undefined) {
    return (
      <div
        role="columnheader"
        className={classNames(style['headCell'], isNumber && style['numberHead'])}
      >
        <span className={isSilent ? 'visually-hidden' : undefined}>{title}</span>
      </div>
    );
  }
  return (
    <div
      role="columnheader"
      aria-sort={sort}
      className={classNames(style['headCell'], isNumber && style['numberHead'])}
    >
      <button type="button" className={style['sort']} onClick={onSort}>
        {title}
        {sort === 'ascending' && <ArrowUp size={12} aria-hidden="true" />}
        {sort === 'descending' && <ArrowDown size={12} aria-hidden="true" />}
      </button>
    </div>
  );
}
