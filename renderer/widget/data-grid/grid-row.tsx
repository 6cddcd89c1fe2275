// Only the rows in sight are in the document, each at its own place: table elements cannot do that.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useLayoutEffect, useRef, type MouseEvent, type RefObject } from 'react';
import { classNames } from '../class-names.ts';
import type { Column } from './column.ts';
import style from './data-grid.module.css';

interface GridRowProps<Row> {
  readonly row: Row;
  readonly rowId: string;
  readonly domId: string;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Stands in place of all cells. */
  readonly head: string | undefined;
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
  const { row, rowId, domId, label, columns, head, index, topPx, isCurrent } = props;
  const element = useRef<HTMLDivElement>(null);
  useFocusOfOneRow(element, rowId);
  return (
    // The keys of a row are those of its grid, which keeps the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      ref={element}
      role="row"
      id={domId}
      aria-label={label}
      aria-rowindex={index + 2}
      aria-selected={isCurrent}
      className={classNames(style['row'], isCurrent && style['current'])}
      style={{ top: topPx }}
      onPointerDown={() => props.onSelect(rowId)}
      onDoubleClick={() => props.onOpen(rowId)}
      onContextMenu={(event) => props.onMenu(rowId, event)}
    >
      {head === undefined ? (
        columns.map((column) => (
          <div key={column.key} role="gridcell" className={style['cell']}>
            {column.cellOf(row, isCurrent)}
          </div>
        ))
      ) : (
        <div
          role="gridcell"
          aria-colspan={columns.length}
          className={classNames(style['cell'], style['heading'])}
        >
          {head}
        </div>
      )}
    </div>
  );
}

/**
 * An element that takes over another row must not take over the focus of its buttons: the next
 * press would act on the wrong row. The grid gets it instead.
 */
function useFocusOfOneRow(element: RefObject<HTMLElement | null>, rowId: string): void {
  const shownId = useRef(rowId);
  useLayoutEffect(() => {
    if (shownId.current === rowId) return;
    shownId.current = rowId;
    const line = element.current;
    if (line?.contains(document.activeElement) !== true) return;
    line.closest<HTMLElement>('[role=grid]')?.focus({ preventScroll: true });
  }, [element, rowId]);
}
