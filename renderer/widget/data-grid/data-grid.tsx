import { useVirtualizer } from '@tanstack/react-virtual';
import {
  memo,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
} from 'react';
import type { Column, Sorting } from './column.ts';
import style from './data-grid.module.css';
import { GridHead } from './grid-head.tsx';
import { GridRow } from './grid-row.tsx';
import { nextRow } from './next-row.ts';
import { useWidth } from './use-width.ts';

/** Height of a row and of the head, in CSS pixels; the same as `--row-height`. */
const ROW_PX = 32;
/** Rows drawn beyond each edge: enough for one wheel step. */
const OVERSCAN_ROWS = 8;

/** Where a menu is to open: at an element or at a point. */
export type MenuPlace = Element | { readonly x: number; readonly y: number };

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
  readonly ref?: Ref<HTMLDivElement>;
}

/**
 * A table of any length: only the rows in sight are in the document. The grid itself has the focus
 * and names the current row, so scrolling never takes the focus away.
 */
export function DataGrid<Row>(props: DataGridProps<Row>): React.JSX.Element {
  const { label, rows, idOf, labelOf, currentId, onSelect, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [Line] = useState(() => memo(GridRow<Row>));
  const columns = useFittingColumns(props.columns, useWidth(scroller));
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
  useLayoutEffect(() => {
    const tracks = columns.map(({ track }) => track).join(' ');
    scroller.current?.style.setProperty('--tracks', tracks);
  }, [columns]);
  const domIdOf = (rowId: string): string => `${prefix}-${rowId}`;
  const menuAt = useMenuAt(props.onMenu);
  const onKeyDown = useGridKeys(props, currentIndex, scroller, domIdOf);
  return (
    <div
      ref={(element) => {
        scroller.current = element;
        if (typeof props.ref === 'function') props.ref(element);
        else if (props.ref) props.ref.current = element;
      }}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={currentIndex < 0 ? undefined : domIdOf(currentId ?? '')}
      tabIndex={0}
      className={style['grid']}
      onKeyDown={onKeyDown}
    >
      <GridHead columns={columns} sorting={props.sorting} onSort={props.onSort} />
      {rows.length === 0 ? (
        <div className={style['empty']}>{props.empty}</div>
      ) : (
        <div
          role="rowgroup"
          className={style['body']}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(({ index, start }) => {
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
                onSelect={onSelect}
                onOpen={onOpen}
                onMenu={menuAt}
              />
            );
          })}
        </div>
      )}
    </div>
  );
}

function useFittingColumns<Row>(
  columns: readonly Column<Row>[],
  widthPx: number,
): readonly Column<Row>[] {
  const fitting = columns.filter(
    ({ hiddenBelowPx }) => widthPx === 0 || hiddenBelowPx === undefined || widthPx >= hiddenBelowPx,
  );
  const keys = fitting.map(({ key }) => key).join(' ');
  // The keys say which columns are in; the array itself must stay the same for the rows' memo.
  // oxlint-disable-next-line react/exhaustive-deps
  return useMemo(() => fitting, [columns, keys]);
}

/** Brings the current row into sight when another becomes current, and not when rows move. */
function useShowCurrent(
  currentId: string | undefined,
  currentIndex: number,
  show: (index: number) => void,
): void {
  const shownId = useRef(currentId);
  useEffect(() => {
    if (shownId.current === currentId) return;
    shownId.current = currentId;
    if (currentIndex >= 0) show(currentIndex);
  });
}

function useMenuAt(
  onMenu: (rowId: string, at: MenuPlace) => void,
): (rowId: string, event: React.MouseEvent) => void {
  return useCallback(
    (rowId, event) => {
      event.preventDefault();
      // The context-menu key sends this event too, with no point of its own.
      const isByKey = event.clientX === 0 && event.clientY === 0;
      onMenu(rowId, isByKey ? event.currentTarget : { x: event.clientX, y: event.clientY });
    },
    [onMenu],
  );
}

function useGridKeys<Row>(
  { rows, idOf, currentId, onSelect, onOpen, onDelete, onMenu }: DataGridProps<Row>,
  currentIndex: number,
  scroller: React.RefObject<HTMLDivElement | null>,
  domIdOf: (rowId: string) => string,
): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isOnGrid = event.target === event.currentTarget;
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_PX) - 2);
    const next = rows[nextRow(event.key, currentIndex, rows.length, pageRows) ?? -1];
    if (next !== undefined) {
      event.preventDefault();
      scroller.current?.focus({ preventScroll: true });
      return onSelect(idOf(next));
    }
    if (currentId === undefined || currentIndex < 0) return;
    if (event.key === 'Enter' && isOnGrid) onOpen(currentId);
    else if (event.key === 'Delete' && isOnGrid) onDelete(currentId);
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault();
      const element = document.getElementById(domIdOf(currentId));
      if (element !== null) onMenu(currentId, element);
    }
  };
}
