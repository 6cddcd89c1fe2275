import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import style from './file-viewer.module.css';

/** Height of a line, in CSS pixels; the same as in the style. */
const LINE_PX = 19;
/** Left free above the first line and below the last. */
const EDGE_PX = 6;
/** Lines drawn beyond each edge: two wheel steps. */
const OVERSCAN_LINES = 12;
/** Chromium draws no element that is taller than 33,554,431 CSS pixels. */
const MAX_LINES = Math.floor(33_000_000 / LINE_PX);

interface LineListProps {
  readonly label: string;
  readonly count: number;
  /** Of the longest line: how far it can be scrolled. */
  readonly widthCharacters: number;
  readonly lineAt: (index: number) => ReactNode;
  /** Brought into sight whenever it changes. */
  readonly shownIndex?: number | undefined;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
}

/** Any number of lines, of which only those in sight are in the document. */
export function LineList({
  label,
  count,
  widthCharacters,
  lineAt,
  shownIndex,
  onKeyDown,
}: LineListProps): React.JSX.Element {
  const scroller = useRef<HTMLElement>(null);
  // The rule speaks for the React Compiler, which is not used here.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: Math.min(count, MAX_LINES),
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    overscan: OVERSCAN_LINES,
    paddingStart: EDGE_PX,
    paddingEnd: EDGE_PX,
  });
  useEffect(() => scroller.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (shownIndex !== undefined) virtualizer.scrollToIndex(shownIndex, { align: 'center' });
  }, [virtualizer, shownIndex]);
  const digits = String(count).length;
  const look = {
    height: virtualizer.getTotalSize(),
    '--digits': `${Math.max(3, digits)}ch`,
    '--width': `${widthCharacters}ch`,
  };
  return (
    // Keys scroll it, and lead from change to change.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={scroller}
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={style['lines']}
      onKeyDown={onKeyDown}
    >
      <div className={style['linesInner']} style={look satisfies CSSProperties & object}>
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <div key={index} className={style['line']} style={{ top: start }}>
            {lineAt(index)}
          </div>
        ))}
      </div>
    </section>
  );
}
