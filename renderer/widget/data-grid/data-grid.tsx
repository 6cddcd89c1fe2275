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
  rowsInSight,
  useFittingColumns,
  useMenuAt,
  useShowCurrent,
  useTracks,
  type MenuPlace,
} from './grid-behaviour.ts';
import { GridHead } from './grid-head.tsx';
import { GridRow } from './grid-row.tsx';
import { RowSlots } from './row-slots.ts';
import { useWidth } from './use-width.ts';

/** Rows drawn beyond each edge: one wheel step is three rows. */
const OVERSCAN_ROWS = 4;

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
  /** Space marks the current row, where rows can be marked. */
  readonly onMark?: (rowId: string) => void;
  /** Ctrl or Cmd and A mark every row. */
  readonly onMarkAll?: () => void;
  /** The words of a row that heads the ones after it; undefined for every other row. */
  readonly headOf?: (row: Row) => string | undefined;
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
  const [rowsToDraw] = useState(rowsInSight);
  const columns = useFittingColumns(props.columns, useWidth(scroller));
  // The rule speaks for the React Compiler, which is not used here.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN_ROWS,
    rangeExtractor: rowsToDraw,
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
          isMoving={virtualizer.isScrolling}
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
  readonly isMoving: boolean;
  readonly currentIndex: number;
  readonly domIdOf: (rowId: string) => string;
}

function GridBody<Row>(props: GridBodyProps<Row>): React.JSX.Element {
  const { rows, idOf, labelOf, columns, items, heightPx, currentIndex, domIdOf } = props;
  // One memo per grid: a shared one could not know the type of the rows.
  const [Line] = useState(() => memo(GridRow<Row>));
  const [slots] = useState(() => new RowSlots());
  const onMenu: (rowId: string, event: MouseEvent) => void = useMenuAt(props.onMenu);
  const drawn = drawnRows(rows, items, idOf);
  return (
    <div role="rowgroup" className={style['body']} style={{ height: heightPx }}>
      {slots.assign([...drawn.keys()], props.isMoving).map(({ id, slot }) => {
        const place = drawn.get(id);
        if (place === undefined) return null;
        return (
          <Line
            key={slot}
            row={place.row}
            rowId={id}
            domId={domIdOf(id)}
            label={labelOf(place.row)}
            columns={columns}
            head={props.headOf?.(place.row)}
            index={place.index}
            topPx={place.start - ROW_PX}
            isCurrent={place.index === currentIndex}
            onSelect={props.onSelect}
            onOpen={props.onOpen}
            onMenu={onMenu}
          />
        );
      })}
    </div>
  );
}

interface DrawnRow<Row> {
  readonly row: Row;
  readonly index: number;
  readonly start: number;
}

/** The rows in sight by their ids, from top to bottom. */
function drawnRows<Row>(
  rows: readonly Row[],
  items: readonly VirtualItem[],
  idOf: (row: Row) => string,
): ReadonlyMap<string, DrawnRow<Row>> {
  const drawn = new Map<string, DrawnRow<Row>>();
  for (const { index, start } of items) {
    const row = rows[index];
    if (row !== undefined) drawn.set(idOf(row), { row, index, start });
  }
  return drawn;
}
