import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react';
import type { Column } from './column.ts';
import { nextRow } from './next-row.ts';

/** Height of a row and of the head, in CSS pixels; the same as `--row-height`. */
export const ROW_PX = 32;

/** Where a menu is to open: at an element or at a point. */
export type MenuPlace = Element | { readonly x: number; readonly y: number };

/** The columns that fit the width. */
export function useFittingColumns<Row>(
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

/**
 * Which rows to draw for a stretch in sight: with some beyond each edge, so that a scroll step finds
 * them there. After a leap those would be of no use, and only cost its frame time.
 */
export function rowsInSight(): (range: Range) => number[] {
  let lastStart = 0;
  return (range) => {
    const { startIndex, endIndex } = range;
    const isLeap = Math.abs(startIndex - lastStart) > endIndex - startIndex;
    lastStart = startIndex;
    return defaultRangeExtractor(isLeap ? { ...range, overscan: 0 } : range);
  };
}

/** Gives the columns' tracks to head and rows alike. */
export function useTracks<Row>(
  grid: RefObject<HTMLElement | null>,
  columns: readonly Column<Row>[],
): void {
  useLayoutEffect(() => {
    const tracks = columns.map(({ track }) => track).join(' ');
    grid.current?.style.setProperty('--tracks', tracks);
  }, [grid, columns]);
}

/** Brings the current row into sight when another becomes current, and not when rows move. */
export function useShowCurrent(
  currentId: string | undefined,
  currentIndex: number,
  show: (index: number) => void,
): void {
  const shownId = useRef<string>(undefined);
  useEffect(() => {
    if (shownId.current === currentId) return;
    shownId.current = currentId;
    if (currentIndex >= 0) show(currentIndex);
  });
}

/** Says where a menu opens: at the pointer, or at the row when a key asked for it. */
export function useMenuAt(
  onMenu: (rowId: string, at: MenuPlace) => void,
): (rowId: string, event: MouseEvent) => void {
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

/** What the grid's keys act on. */
interface GridKeys<Row> {
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly currentId: string | undefined;
  readonly currentIndex: number;
  readonly domIdOf: (rowId: string) => string;
  readonly onSelect: (rowId: string) => void;
  readonly onOpen: (rowId: string) => void;
  readonly onDelete: (rowId: string) => void;
  readonly onMenu: (rowId: string, at: MenuPlace) => void;
  readonly onMark?: (rowId: string) => void;
  readonly onMarkAll?: () => void;
}

/** Moves through the rows and acts on the current one. */
export function gridKeys<Row>(keys: GridKeys<Row>): (event: KeyboardEvent<HTMLElement>) => void {
  const { rows, idOf, currentIndex, onSelect } = keys;
  return (event) => {
    const grid = event.currentTarget;
    const isOnGrid = event.target === grid;
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if (event.altKey || event.key !== 'a' || !isOnGrid || keys.onMarkAll === undefined) return;
      event.preventDefault();
      return keys.onMarkAll();
    }
    const pageRows = Math.max(1, Math.floor(grid.clientHeight / ROW_PX) - 2);
    const next = rows[nextRow(event.key, currentIndex, rows.length, pageRows) ?? -1];
    if (next === undefined) return actOnCurrent(event, keys);
    event.preventDefault();
    grid.focus({ preventScroll: true });
    onSelect(idOf(next));
  };
}

function actOnCurrent<Row>(event: KeyboardEvent<HTMLElement>, keys: GridKeys<Row>): void {
  const { currentId, currentIndex, domIdOf, onOpen, onDelete, onMenu } = keys;
  if (currentId === undefined || currentIndex < 0) return;
  const isOnGrid = event.target === event.currentTarget;
  if (event.key === 'Enter' && isOnGrid) onOpen(currentId);
  else if (event.key === 'Delete' && isOnGrid) onDelete(currentId);
  else if (event.key === ' ' && isOnGrid && keys.onMark !== undefined) {
    event.preventDefault();
    keys.onMark(currentId);
  } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    event.preventDefault();
    const row = document.getElementById(domIdOf(currentId));
    if (row !== null) onMenu(currentId, row);
  }
}
