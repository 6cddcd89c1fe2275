import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { classNames } from '../class-names.ts';
import type { LogLines } from './log-line.ts';
import style from './log-pane.module.css';
import { LogRow } from './log-row.tsx';

/** Height of a line that is not wrapped, in CSS pixels; the same as `line-height` in the styles. */
const LINE_PX = 19;
const OVERSCAN_LINES = 20;
/** Nearer to the end than this counts as being there, in CSS pixels. */
const END_PX = 8;

interface LogPaneProps {
  readonly label: string;
  readonly lines: LogLines;
  /** Changes whenever `lines` did. */
  readonly version: number;
  readonly isWrapped: boolean;
  readonly isFollowing: boolean;
  readonly onFollow: (isFollowing: boolean) => void;
  readonly query: string;
  /** Number of the line to bring into sight, counted since the last clear. */
  readonly currentMatch: number | undefined;
}

/** A log of any length. It stays at its end until somebody scrolls up. */
export function LogPane(props: LogPaneProps): React.JSX.Element {
  const { label, lines, version, isWrapped, isFollowing, query, currentMatch } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { droppedCount } = lines;
  // The rule speaks for the React Compiler, which is not used here.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: lines.lineCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    getItemKey: (index) => droppedCount + index,
    overscan: OVERSCAN_LINES,
    paddingStart: 6,
    paddingEnd: 6,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, isWrapped]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null && isFollowing) element.scrollTop = element.scrollHeight;
  }, [isFollowing, version, isWrapped]);
  useStayOnLine(scroller, droppedCount, isFollowing);
  useEffect(() => {
    if (currentMatch === undefined) return;
    virtualizer.scrollToIndex(currentMatch - lines.droppedCount, { align: 'center' });
  }, [virtualizer, lines, currentMatch]);
  const onScroll = useFollowByScroll(scroller, props.onFollow);
  return (
    <div
      ref={scroller}
      role="log"
      aria-label={label}
      aria-live="off"
      // The log scrolls by keyboard, so it takes the focus.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={classNames(style['pane'], isWrapped && style['wrapped'], 'selectable')}
      onScroll={onScroll}
    >
      <div className={style['lines']} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ key, index, start }) => {
          const line = lines.lineAt(index);
          if (line === undefined) return null;
          return (
            <div
              key={key}
              data-index={index}
              ref={isWrapped ? virtualizer.measureElement : undefined}
              className={style['line']}
              style={{ transform: `translateY(${start}px)` }}
            >
              <LogRow
                line={line}
                query={query}
                isCurrentMatch={currentMatch === droppedCount + index}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Lines that give way at the top must not move what is being read. */
function useStayOnLine(
  scroller: RefObject<HTMLElement | null>,
  droppedCount: number,
  isFollowing: boolean,
): void {
  const seen = useRef(droppedCount);
  useLayoutEffect(() => {
    const newlyDropped = droppedCount - seen.current;
    seen.current = droppedCount;
    if (newlyDropped > 0 && !isFollowing) scroller.current?.scrollBy(0, -newlyDropped * LINE_PX);
  }, [scroller, droppedCount, isFollowing]);
}

/** Growth never lowers the scroll position, so a lower one is a person's doing. */
function useFollowByScroll(
  scroller: RefObject<HTMLElement | null>,
  onFollow: (isFollowing: boolean) => void,
): () => void {
  const lastTopPx = useRef(0);
  return () => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    if (scrollHeight - scrollTop - clientHeight <= END_PX) onFollow(true);
    else if (scrollTop < lastTopPx.current - 1) onFollow(false);
    lastTopPx.current = scrollTop;
  };
}
