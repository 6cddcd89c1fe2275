// Rectangles at their places: no form element can be that.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { memo, useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { SizeArea } from '../../../shared/contract/layer.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { zoomInto, type SizeMap } from '../../store/layer/size-map-store.ts';
import { classNames } from '../../widget/class-names.ts';
import { MARK_WORDS } from './layer-words.ts';
import { layOutAreas, neighbourOf, type DrawnArea } from './size-map-layout.ts';
import style from './size-map.module.css';
import { showInTree } from './show-in-tree.ts';

interface SizeMapPictureProps {
  readonly map: SizeMap;
  /** The folders that were gone into. */
  readonly trail: readonly SizeArea[];
}

/** Rectangles in rectangles. A press goes into a folder, or to a file in the tree; arrow keys move, Backspace leads out. */
export function SizeMapPicture({ map, trail }: SizeMapPictureProps): React.JSX.Element {
  const prefix = useId();
  const plane = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(plane);
  const [current, setCurrent] = useState<number>();
  const drawn = useMemo(
    () => layOutAreas(map.areas, map, { left: 0, top: 0, width, height }),
    [map, width, height],
  );
  const at = drawn.find(({ area }) => area.node === current) ?? drawn[0];
  const enter = (area: SizeArea): void => {
    const lineage = lineageOf(map.areas, area);
    if (area.kind === 'directory') return zoomInto([...trail, ...lineage]);
    const path = [...trail, ...lineage].map(({ name }) => name).join('/');
    const { from, to } = map.view;
    void showInTree({ path, positions: [from, to] });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || at === undefined) return;
    const next = neighbourOf(drawn, at, event.key);
    if (next !== undefined) setCurrent(next.area.node);
    else if (event.key === 'Enter') enter(at.area);
    else if (event.key === 'Backspace' && trail.length > 0) zoomInto(trail.slice(0, -1));
    else if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
  };
  return (
    <div
      ref={plane}
      role="listbox"
      aria-label="Sizes"
      aria-activedescendant={at === undefined ? undefined : `${prefix}-${at.area.node}`}
      tabIndex={0}
      className={style['plane']}
      onKeyDown={onKeyDown}
      onClick={({ target }) => {
        const node = target instanceof Element ? target.closest('[data-node]') : null;
        const area = map.areas.find((one) => String(one.node) === node?.getAttribute('data-node'));
        if (area !== undefined) enter(area);
      }}
    >
      {drawn.map((one) => (
        <Area
          key={one.area.node}
          domId={`${prefix}-${one.area.node}`}
          drawn={one}
          wholeBytes={map.sizeBytes}
          isCurrent={one === at}
        />
      ))}
    </div>
  );
}

/** A letter's usual width in a label, and what stands around the text. */
const LETTER_PX = 6.6;
const PADDING_PX = 13;
/** A name that is cut to fewer letters says nothing. */
const LEAST_LETTERS = 7;
const LEAST_LABEL_HEIGHT_PX = 17;
/** With room for a second line the size stands below the name. */
const TWO_LINES_PX = 38;

interface AreaProps {
  readonly domId: string;
  readonly drawn: DrawnArea;
  readonly wholeBytes: number;
  readonly isCurrent: boolean;
}

const Area = memo(function Area({
  domId,
  drawn,
  wholeBytes,
  isCurrent,
}: AreaProps): React.JSX.Element {
  const { area, box, depth, branch, isNest } = drawn;
  const { left, top, width, height } = box;
  const sizeWords = formatByteSize(area.sizeBytes);
  const sharePct = wholeBytes === 0 ? 0 : (area.sizeBytes / wholeBytes) * 100;
  const shareWords = sharePct < 1 ? 'less than 1 %' : `${Math.round(sharePct)} %`;
  const roomLetters = (width - PADDING_PX) / LETTER_PX;
  const hasLabel =
    height >= LEAST_LABEL_HEIGHT_PX && roomLetters >= Math.min(area.name.length, LEAST_LETTERS);
  const hasSize = isNest
    ? roomLetters >= Math.min(area.name.length, 16) + sizeWords.length + 2
    : height >= TWO_LINES_PX && roomLetters >= sizeWords.length;
  return (
    <div
      id={domId}
      role="option"
      aria-selected={isCurrent}
      aria-label={[area.name, sizeWords, shareWords, MARK_WORDS[area.mark]]
        .filter(Boolean)
        .join(', ')}
      data-node={area.node}
      data-tip={`${area.name} · ${sizeWords} · ${shareWords}`}
      className={classNames(
        style['area'],
        branch === undefined ? style['neutral'] : style[`branch${branch}`],
        style[`depth${Math.min(depth, 4)}`],
        isNest && style['nest'],
        isCurrent && style['current'],
      )}
      style={{ left, top, width, height }}
    >
      {hasLabel && (
        <span className={style['label']}>
          <span className={style['name']}>{area.name}</span>
          {hasSize && <span className={style['bytes']}>{sizeWords}</span>}
        </span>
      )}
    </div>
  );
});

/** The folders from the shown one's child down to an area, itself the last. */
function lineageOf(areas: readonly SizeArea[], area: SizeArea): readonly SizeArea[] {
  const parent = areas.find(({ node }) => node === area.parent);
  return parent === undefined ? [area] : [...lineageOf(areas, parent), area];
}

function useSize(ref: React.RefObject<HTMLElement | null>): {
  readonly width: number;
  readonly height: number;
} {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = (): void =>
      setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
