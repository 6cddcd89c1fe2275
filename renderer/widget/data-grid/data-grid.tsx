// Only the rows in sight are in the document, each at its own place: table elements cannot do that.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import {
  memo,
  useId,
  useMemo,
  useState,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import type { Column, Sorting } from './column.ts';
import style from './data-grid.module.css';
import {
  gridKeys,
  ROW_PX,
  useFittingColumns,
  useMenuAt,
  useShowCurrent,
  useTracks,
  type MenuPlace,
} from './grid-behaviour.ts';
import { GridHead } from './grid-head.tsx';
import { GridRow } from './grid-row.tsx';
import { useWidth } from './use-width.ts';

/** Rows drawn beyond each edge: enough for one wheel step. */
const OVERSCAN_ROWS = 8;

interface DataGridProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  /** The accessible name, which begins with the object's name. */
  readonly labelOf: (row: Row) => string;
  readonly currentId: string | undefined;
  readonly onSelect: (rowId: string) => void;
  readonly onOpen: (rowId: string) => void;
  readonly onMenu: (rowId: string, at: MenuPlace) => void;
  readonly onDelete: (rowId: string) => void;
  readonly sorting: Sorting | undefined;
  readonly onSort: (key: string) => void;
  /** Shown in place of rows where there are none. */
  readonly empty: ReactNode;
  /** The grid itself: it scrolls and has the focus. */
  readonly ref: RefObject<HTMLDivElement | null>;
}

/**
 * A table of any length: only the rows in sight are in the document. The grid itself has the focus
 * and names the current row, so scrolling never takes the focus away.
 */
export function DataGrid<Row>(props: DataGridProps<Row>): React.JSX.Element {
  const { label, rows, idOf, currentId } = props;
  const scroller = props.ref;
  const prefix = useId();
  const columns = useFittingColumns(props.columns, useWidth(scroller));
  // The rule speaks for the React Compiler, which is not used here.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN_ROWS,
    scrollMargin: ROW_PX,
    scrollPaddingStart: ROW_PX,
  });
  const currentIndex = useMemo(
    () => (currentId === undefined ? -1 : rows.findIndex((row) => idOf(row) === currentId)),
    [rows, idOf, currentId],
  );
  useShowCurrent(currentId, currentIndex, (index) => virtualizer.scrollToIndex(index));
  useTracks(scroller, columns);
  const domIdOf = (rowId: string): string => `${prefix}-${rowId}`;
  const items = virtualizer.getVirtualItems();
  const isCurrentDrawn = items.some(({ index }) => index === currentIndex);
  const grid = (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={isCurrentDrawn ? domIdOf(currentId ?? '') : undefined}
      tabIndex={0}
      className={style['grid']}
      onKeyDown={gridKeys({ ...props, currentIndex, domIdOf })}
    >
      <GridHead columns={columns} sorting={props.sorting} onSort={props.onSort} />
      {rows.length > 0 && (
        <GridBody
          {...props}
          columns={columns}
          items={items}
          heightPx={virtualizer.getTotalSize()}
          currentIndex={currentIndex}
          domIdOf={domIdOf}
        />
      )}
    </div>
  );
  return (
    <div className={style['frame']}>
      {grid}
      {rows.length === 0 && <div className={style['empty']}>{props.empty}</div>}
    </div>
  );
}

interface GridBodyProps<Row> extends DataGridProps<Row> {
  readonly items: readonly VirtualItem[];
  readonly heightPx: number;
  readonly currentIndex: number;
  readonly domIdOf: (rowId: string) => string;
}

function GridBody<Row>(props: GridBodyProps<Row>): React.JSX.Element {
  const { rows, idOf, labelOf, columns, items, heightPx, currentIndex, domIdOf } = props;
  // One memo per grid: a shared one could not know the type of the rows.
  const [Line] = useState(() => memo(GridRow<Row>));
  const onMenu: (rowId: string, event: MouseEvent) => void = useMenuAt(props.onMenu);
  return (
    <div role="rowgroup" className={style['body']} style={{ height: heightPx }}>
      {items.map(({ index, start }) => {
        const row = rows[index];
        if (row === undefined) return null;
        const rowId = idOf(row);
        return (
          <Line
            key={rowId}
            row={row}
            rowId={rowId}
            domId={domIdOf(rowId)}
            label={labelOf(row)}
            columns={columns}
            index={index}
            topPx={start - ROW_PX}
            isCurrent={index === currentIndex}
            onSelect={props.onSelect}
            onOpen={props.onOpen}
            onMenu={onMenu}
          />
        );
      })}
    </div>
  );
}
